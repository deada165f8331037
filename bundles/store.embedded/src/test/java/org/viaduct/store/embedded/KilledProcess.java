package org.viaduct.store.embedded;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.contract.Samples;

/**
 * The process that {@link EmbeddedStoreCrashTest} kills: four threads create pairs of resources with an entry, one change
 * each, and print the number of each change once it is acknowledged.
 */
final class KilledProcess {

    private KilledProcess() {}

    public static void main(String[] arguments) {
        PrintStream acknowledged = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        EmbeddedStore store = new EmbeddedStore(Path.of(arguments[0]), 16);
        String run = arguments[1];
        for (int thread = 0; thread < 4; thread++) {
            int first = thread;
            new Thread(() -> {
                        for (int i = first; ; i += 4) {
                            store.apply(change(run + "-" + i));
                            acknowledged.println(run + "-" + i);
                        }
                    })
                    .start();
        }
    }

    private static Change change(String number) {
        ResourceId parent = new ResourceId("p" + number);
        return Change.builder()
                .create(Samples.node(parent.value()))
                .create(Samples.resource("c" + number, parent, "child", 13, Map.of("text", "x".repeat(300))))
                .put(Samples.entry("run", number, number))
                .build();
    }
}
