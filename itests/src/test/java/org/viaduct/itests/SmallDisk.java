package org.viaduct.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a few megabytes on a directory, that can be filled. It is there for processes that were started with
 * {@link #command} in front of their own command, and outlives them.
 */
final class SmallDisk implements AutoCloseable {

    private static final String FILLER = "filler";
    private static final byte[] BLOCK = new byte[4096];

    private final Process holder;
    private final Path directory;

    private SmallDisk(Process holder, Path directory) {
        this.holder = holder;
        this.directory = directory;
    }

    /** Empty where this user may not mount anything in a namespace of its own. */
    static Optional<SmallDisk> on(Path directory, int megabytes) throws IOException {
        Files.createDirectories(directory);
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + directory
                                + "' && echo mounted && exec sleep infinity")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = holder.inputReader();
        if ("mounted".equals(said.readLine())) {
            return Optional.of(new SmallDisk(holder, directory));
        }
        holder.destroy();
        return Optional.empty();
    }

    /** What a command is to begin with to see this disk. */
    List<String> command() {
        return List.of(
                "nsenter", "--target", String.valueOf(holder.pid()), "--user", "--mount", "--preserve-credentials");
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(BLOCK);
            }
        } catch (IOException full) {
            if (filler().toFile().getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    void clear() throws IOException {
        Files.delete(filler());
    }

    /** Others see the namespace of a process through this. */
    private Path filler() {
        return Path.of("/proc", String.valueOf(holder.pid()), "root")
                .resolve(Path.of("/").relativize(directory.toAbsolutePath()))
                .resolve(FILLER);
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
