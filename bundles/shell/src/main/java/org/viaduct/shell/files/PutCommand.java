package org.viaduct.shell.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.Files;
import org.viaduct.files.api.StoredFile;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code files:put} */
@Service
@Command(
        scope = "files",
        name = "put",
        description = "Stores a file of this machine for CPEs, in the place of one with the same name.")
public final class PutCommand extends ServiceCommand {

    static final String SERVICE = "The file service";

    @Argument(index = 0, name = "PATH", description = "Where it is on the server's machine", required = true)
    @Completion(FileCompleter.class)
    String path = "";

    @Argument(
            index = 1,
            name = "NAME",
            description = "What commands call it, as in viaduct-file:NAME; the last part of the path, unless given")
    @Completion(FileNameCompleter.class)
    @Nullable
    String name;

    @Override
    protected void run(Services services, Console console) throws IOException {
        Path source = Path.of(path);
        FileName stored = new FileName(Optional.ofNullable(name).orElseGet(() -> String.valueOf(source.getFileName())));
        if (!java.nio.file.Files.isRegularFile(source)) {
            throw new IllegalArgumentException("There is no file " + path + " on the server's machine.");
        }
        try (InputStream content = java.nio.file.Files.newInputStream(source)) {
            StoredFile file = services.need(Files.class, SERVICE).put(stored, content, "console");
            console.out()
                    .println("Stored " + file.name() + ", " + file.size() + " bytes, SHA-256 " + file.sha256()
                            + ": in a command, viaduct-file:" + file.name());
        } catch (NoSuchFileException gone) {
            throw new IllegalArgumentException("There is no file " + path + " on the server's machine.", gone);
        }
    }
}
