package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** {@code cwmp:devices} */
@Service
@Command(
        scope = "cwmp",
        name = "devices",
        description = "Lists the CPEs that are known.",
        detailedDescription = "classpath:devices.txt")
public final class DevicesCommand extends ServiceCommand {
    private static final int PAGE = 200;

    /** How many more are counted: reading a large fleet to its end takes a while. */
    private static final int COUNTED = 10_000;

    private static final int MAX_LIMIT = 10_000;

    @Argument(
            name = "FILTER",
            description = "Only CPEs whose identifier, manufacturer or address contains this text, in any case")
    @Nullable
    String filter;

    @Option(name = "--limit", description = "How many to list at most, 1 to 10000")
    int limit = 50;

    @Option(name = "--after", description = "Begins behind the CPE with this identifier")
    @Completion(CpeCompleter.class)
    @Nullable
    String after;

    @Override
    protected void run(Services services, Console console) throws InterruptedException {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "--limit is " + limit + ": a number from 1 to " + MAX_LIMIT + " is expected");
        }
        Devices devices = services.need(Devices.class, Cpes.DEVICES);
        List<Device> listed = new ArrayList<>();
        int more = 0;
        Optional<CpeId> last = Optional.ofNullable(after).map(Cpes::id);
        boolean ended = false;
        while (!ended && more < COUNTED) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<Device> page = devices.list(last, PAGE);
            for (Device device : page) {
                if (!matches(device)) {
                    continue;
                }
                if (listed.size() < limit) {
                    listed.add(device);
                } else {
                    more++;
                }
            }
            ended = page.size() < PAGE;
            last = ended ? last : Optional.of(page.get(page.size() - 1).id());
        }
        table(listed).print(console.out(), "No CPE is known, or none that matches.");
        if (more > 0) {
            console.out()
                    .println((ended ? more : "More than " + COUNTED) + " more: --after "
                            + listed.get(listed.size() - 1).id() + " goes on, a filter narrows the list down.");
        }
    }

    private boolean matches(Device device) {
        if (filter == null) {
            return true;
        }
        String wanted = filter.toLowerCase(Locale.ROOT);
        return List.of(device.id().value(), device.manufacturer(), device.informSource()).stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Table table(List<Device> devices) {
        Table table = Table.of("Identifier", "Manufacturer", "Root object", "CWMP", "Last address", "Enrolled");
        for (Device device : devices) {
            table.row(
                    device.id(),
                    Presentable.text(device.manufacturer()),
                    Presentable.text(device.rootObject()),
                    version(device),
                    Presentable.text(device.informSource()),
                    Times.time(device.enrolled()));
        }
        return table;
    }

    /** Such as {@code cwmp-1-2}. */
    private static String version(Device device) {
        return Presentable.text(device.namespace().substring(device.namespace().lastIndexOf(':') + 1));
    }
}
