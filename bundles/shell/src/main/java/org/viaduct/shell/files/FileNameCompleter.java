package org.viaduct.shell.files;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.files.api.Files;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** Names of files. */
@Service
public final class FileNameCompleter extends ServiceCompleter {

    private static final int MOST = 200;

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        return services.find(Files.class)
                .map(files -> files.list(before(prefix), MOST).stream()
                        .map(file -> file.name().value())
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .orElse(List.of());
    }

    /** A text between all names that are less than the prefix, or nearly all, and those that begin with it. */
    private static String before(String prefix) {
        if (prefix.isEmpty()) {
            return "";
        }
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) - 1) + Character.MAX_VALUE;
    }
}
