package org.viaduct.cpe.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code serve}: a file server for Downloads. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves a file, or the files of a directory, over HTTP on 127.0.0.1 until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {"  serve firmware-2.0.0.bin", "  serve --dir images --port 8000 --auth user:secret"})
final class Serve implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The one file to serve.")
    private Path file;

    @Option(names = "--dir", paramLabel = "DIR", description = "The directory to serve instead.")
    private Path directory;

    @Option(names = "--port", defaultValue = "0", description = "The port; 0, the default, for any.")
    private int port;

    @Option(
            names = "--auth",
            paramLabel = "USER:PASSWORD",
            defaultValue = "",
            description = "Demands these by basic authentication.")
    private String credentials;

    @Override
    public Integer call() throws InterruptedException {
        if ((file == null) == (directory == null)) {
            throw new ParameterException(spec.commandLine(), "Name a FILE or a --dir, one of them.");
        }
        Path served = file == null ? directory : file;
        boolean fits = file == null ? Files.isDirectory(served) : Files.isRegularFile(served);
        if (!fits) {
            throw new ParameterException(
                    spec.commandLine(), served + " is no " + (file == null ? "directory." : "file."));
        }
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (FileServer server = new FileServer(served, port, credentials, line -> Output.line(out, line))) {
            Output.line(out, server.url());
            new CountDownLatch(1).await();
            return 0;
        } catch (BindException taken) {
            Output.line(spec.commandLine().getErr(), "Port " + port + " is taken: choose another with --port.");
            return 1;
        } catch (IOException failed) {
            Output.line(spec.commandLine().getErr(), "Cannot serve " + served + ": " + failed.getMessage());
            return 1;
        }
    }
}
