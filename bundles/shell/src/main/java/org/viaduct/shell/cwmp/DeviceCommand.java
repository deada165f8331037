package org.viaduct.shell.cwmp;

import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.OpenSessions;
import org.viaduct.cwmp.api.SessionTraces;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** {@code cwmp:device ID} */
@Service
@Command(
        scope = "cwmp",
        name = "device",
        description = "Shows what is known of a CPE, and what waits for it.",
        detailedDescription = "classpath:device.txt")
public final class DeviceCommand extends ServiceCommand {

    @Argument(name = "ID", description = "Identifier of the CPE, as cwmp:devices lists it", required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Override
    protected void run(Services services, Console console) {
        Device device = Cpes.known(services, cpe);
        PrintStream out = console.out();
        Table table = Table.ofFacts();
        facts(services, device).forEach((fact, value) -> table.row(fact, Presentable.text(value)));
        table.print(out);
        out.println();
        Work.printWaiting(services, device.id(), out);
    }

    private static Map<String, String> facts(Services services, Device device) {
        CpeId id = device.id();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Identifier", id.value());
        facts.put("Manufacturer", device.manufacturer());
        facts.put("OUI", id.oui());
        facts.put("ProductClass", id.productClass());
        facts.put("SerialNumber", id.serialNumber());
        facts.put("Root object", device.rootObject());
        facts.put("CWMP namespace", device.namespace());
        facts.put("Last address", device.informSource());
        facts.put("Connection request URL", device.connectionRequestUrl().orElse("not reported"));
        new TreeMap<>(device.managementServer()).forEach(facts::put);
        facts.put("Connection request users", users(services.need(Devices.class, Cpes.DEVICES), id));
        facts.put("Enrolled", Times.time(device.enrolled()));
        services.find(OpenSessions.class).ifPresent(sessions -> facts.put("Session", session(sessions, id)));
        services.find(SessionTraces.class)
                .ifPresent(traces -> facts.put("Trace", traces.traced().contains(id) ? "on" : "off"));
        return facts;
    }

    /** Without their passwords. */
    private static String users(Devices devices, CpeId id) {
        List<Credentials> credentials = devices.connectionRequestCredentials(id);
        return credentials.isEmpty()
                ? "none yet"
                : credentials.stream().map(Credentials::username).collect(Collectors.joining(", then "));
    }

    private static String session(OpenSessions sessions, CpeId id) {
        Instant now = Instant.now();
        return sessions.list().stream()
                .filter(each -> each.session().cpe().equals(id))
                .findFirst()
                .map(open -> "open for " + Times.since(open.session().started(), now) + awaits(open))
                .orElse("none open");
    }

    private static String awaits(OpenSession open) {
        return open.outstanding().map(rpc -> ", awaits the answer to " + rpc).orElse("");
    }
}
