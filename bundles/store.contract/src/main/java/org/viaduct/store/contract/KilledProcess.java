package org.viaduct.store.contract;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.StoreBackend;

/**
 * The process that {@link Crash} kills: four threads create pairs of resources with an entry, one change each, and print the
 * number of each change once it is acknowledged. Arguments: the class of the opener, the place, and the name of the run.
 */
final class KilledProcess {

    private KilledProcess() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        PrintStream acknowledged = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        StoreBackend store = Crash.opener(arguments[0]).open(arguments[1]);
        String run = arguments[2];
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
