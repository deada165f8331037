package org.viaduct.shell.missing;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;

/** {@code viaduct:why} */
@Service
@Command(
        scope = "viaduct",
        name = "why",
        description = "Tells what is missing and why, down to what to do about it.",
        detailedDescription = "classpath:why.txt")
public final class WhyCommand extends ServiceCommand {

    @Reference
    private @Nullable BundleContext context;

    @Argument(
            name = "NAME",
            description = "A service, a bundle or a component, in full or short: Devices, cwmp.client, CwmpServlet. "
                    + "Without one: everything that is missing, root causes first")
    @Completion(WhyCompleter.class)
    String name = "";

    @Override
    protected void run(Services services, Console console) {
        if (context == null) {
            throw new IllegalStateException("Karaf sets it before it calls");
        }
        Diagnosis diagnosis = new Diagnosis(Snapshots.take(context, services), new FeatureOffers(context, services));
        if (name.isEmpty()) {
            all(diagnosis.all(), console);
        } else {
            about(diagnosis.about(name), console);
        }
    }

    void about(Map<String, Optional<Finding>> about, Console console) {
        if (about.isEmpty()) {
            throw new IllegalArgumentException("No service, bundle or component of Viaduct is called " + name
                    + ": TAB offers those that are known");
        }
        about.forEach((fine, wrong) -> wrong.ifPresentOrElse(
                found -> found.print(console.out()), () -> console.out().println(fine + ".")));
    }

    static void all(Map<String, Finding> all, Console console) {
        Map<String, Integer> concerned = new TreeMap<>();
        all.values().forEach(found -> found.roots().forEach(root -> concerned.merge(root, 1, Integer::sum)));
        Table causes = Table.of("Root cause", "Concerns");
        concerned.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(each -> causes.row(each.getKey(), each.getValue()));
        causes.print(console.out(), "Nothing is missing.");
        if (all.isEmpty()) {
            return;
        }
        Table held = Table.of("What is held up", "Because");
        all.values().stream()
                .filter(found -> !found.causes().isEmpty())
                .forEach(found -> held.row(
                        found.sentence(),
                        found.causes().stream().map(Finding::sentence).collect(Collectors.joining(", "))));
        console.out().println();
        held.print(console.out());
    }
}
