package org.viaduct.cpe.simulator.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.viaduct.cpe.simulator.CpeEvent;
import org.viaduct.cpe.simulator.Drop;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.Quirk;
import org.viaduct.cpe.simulator.Script;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.VendorDevice;
import org.viaduct.cwmp.CwmpVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: a fleet of simulated CPEs. */
@Command(
        name = "cpe.simulator",
        mixinStandardHelpOptions = true,
        version = "Viaduct cpe.simulator 0.1.0-SNAPSHOT",
        sortOptions = false,
        usageHelpWidth = 110,
        subcommands = Serve.class,
        description = "Simulated TR-069 CPEs that behave as strict devices. They boot, Inform, listen for connection"
                + " requests and honour every RPC of CWMP, until Ctrl-C.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it ended as asked",
            " 1:it could not start, or the ACS broke the protocol",
            " 2:an option is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Three CPEs for the ACS at the default address:",
            "    java -jar cpe.simulator-0.1.0-SNAPSHOT-cli.jar --count 3",
            "  A CWMP 1.0 CPE that refuses a reboot and whose downloads end with 9015:",
            "    java -jar cpe.simulator-0.1.0-SNAPSHOT-cli.jar --cwmp 1-0 --fault Reboot=9001"
                    + " --completion-fault Download=9015",
            "  A file for a Download:",
            "    java -jar cpe.simulator-0.1.0-SNAPSHOT-cli.jar serve firmware-2.0.0.bin"
        })
public final class Simulate implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(50);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--acs",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:7547/",
            description = "The ACS: ${DEFAULT-VALUE} by default.")
    private URI acs;

    @Option(names = "--count", defaultValue = "1", description = "How many CPEs: ${DEFAULT-VALUE} by default.")
    private int count;

    @Option(
            names = "--serial-prefix",
            defaultValue = "SIM",
            description = "Before the six digits of each serial number: ${DEFAULT-VALUE}.")
    private String serialPrefix;

    @Option(names = "--first", defaultValue = "1", description = "The first of these numbers: ${DEFAULT-VALUE}.")
    private int first;

    @Option(names = "--oui", defaultValue = "00D09E", description = "OUI: ${DEFAULT-VALUE}.")
    private String oui;

    @Option(names = "--product-class", defaultValue = "SimulatedCPE", description = "Product class: ${DEFAULT-VALUE}.")
    private String productClass;

    @Option(names = "--software", defaultValue = "1.0.0", description = "Software version: ${DEFAULT-VALUE}.")
    private String softwareVersion;

    @Option(
            names = "--cwmp",
            paramLabel = "1-0..1-4",
            defaultValue = "1-4",
            converter = Converters.Version.class,
            description = "CWMP version: ${DEFAULT-VALUE}.")
    private CwmpVersion version;

    @Option(
            names = "--root",
            defaultValue = "Device",
            description = "Data model, Device or InternetGatewayDevice: ${DEFAULT-VALUE}.")
    private String root;

    @Option(
            names = "--acs-user",
            paramLabel = "USER:PASSWORD",
            defaultValue = "",
            description = "For the ACS's challenge.")
    private String acsCredentials;

    @Mixin
    private TlsFiles tls;

    @Option(
            names = "--periodic",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Converters.Time.class,
            description = "Periodic Inform interval, such as 300s; none by default.")
    private Duration periodic;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Port for connection requests to all of them; 0, the default, for any.")
    private int port;

    @Option(
            names = "--no-connection-request-auth",
            description = "Accepts connection requests without digest authentication.")
    private boolean open;

    @Option(
            names = "--stun",
            description =
                    "They know TR-069 Annex G: keep their NAT open by STUN when the ACS enables it, and follow UDP"
                            + " connection requests.")
    private boolean stun;

    @Option(
            names = "--reboot-time",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Converters.Time.class,
            description = "How long a reboot takes: ${DEFAULT-VALUE}.")
    private Duration rebootTime;

    @Option(
            names = "--start-within",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Converters.Time.class,
            description = "Spreads the boots over this time: ${DEFAULT-VALUE}.")
    private Duration startWithin;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "How much faster than real they wait (retries, delays, periods, reboots): ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--threads",
            defaultValue = "16",
            description = "Sessions and transfers at the same time: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--lenient", description = "No validation against the XML schema, for load runs.")
    private boolean lenient;

    @Option(names = "--fault", paramLabel = "RPC=CODE", description = "Refuses the RPC with this fault code.")
    private Map<String, Integer> faults = Map.of();

    @Option(
            names = "--completion-fault",
            paramLabel = "RPC=CODE",
            description = "Accepts the RPC, and ends what it asks for with this fault code.")
    private Map<String, Integer> completionFaults = Map.of();

    @Option(names = "--delay", paramLabel = "RPC=TIME", description = "Waits before answering the RPC.")
    private Map<String, Duration> delays = Map.of();

    @Option(
            names = "--completion-delay",
            paramLabel = "RPC=TIME",
            description = "Waits before ending what the RPC asks for.")
    private Map<String, Duration> completionDelays = Map.of();

    @Option(
            names = "--drop",
            paramLabel = "RPC=WHEN",
            description =
                    "Drops the connection at the next such RPC: before it is done, instead of its answer, after its answer.")
    private Map<String, Drop> drops = Map.of();

    @Option(
            names = "--status-zero",
            paramLabel = "RPC",
            split = ",",
            description = "Download or Upload is done in the session and answered Status 0.")
    private List<String> statusZero = List.of();

    @Option(
            names = "--duplicate-completions",
            paramLabel = "N",
            defaultValue = "0",
            description = "Delivers each TransferComplete and DUStateChangeComplete N times more.")
    private int duplicates;

    @Option(
            names = "--quirk",
            split = ",",
            description = "How they differ from the standard: ${COMPLETION-CANDIDATES}.")
    private List<Quirk> quirks = List.of();

    @Option(
            names = "--once-booted",
            description =
                    "Ends as soon as each CPE has had a session, with 1 if that takes longer than --for or the ACS broke the protocol.")
    private boolean onceBooted;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Converters.Time.class,
            description = "Ends after this time, with 1 if the ACS broke the protocol.")
    private Duration duration;

    @Option(names = "--quiet", description = "Prints only failed sessions and violations.")
    private boolean quiet;

    @Option(
            names = "--any-address",
            description = "Lets them connect to others than this machine. Not a weapon: point it at what is yours.")
    private boolean anyAddress;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address for connection requests: ${DEFAULT-VALUE}; another needs --any-address.")
    private String listen;

    @Option(
            names = "--vendor",
            paramLabel = "CLASS",
            description = "A VendorDevice on the class path, made without arguments: what they do beyond CWMP.")
    private String vendor = "";

    /** The command line; the process ends with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        System.exit(commandLine().setOut(out).setErr(err).execute(arguments));
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Simulate())
                .setParameterExceptionHandler((wrong, arguments) -> {
                    Output.line(wrong.getCommandLine().getErr(), wrong.getMessage() + " (--help tells more)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new Converters.Time())
                .registerConverter(Drop.class, new Converters.DropWhen());
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        try (Fleet fleet = builder().build()) {
            Output.line(
                    spec.commandLine().getOut(),
                    count + (count == 1 ? " CPE" : " CPEs") + " for " + acs + ", connection requests on port "
                            + fleet.port());
            fleet.start();
            return awaitEnd(fleet);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        } catch (BindException taken) {
            return refuse("Port " + port + " is taken: choose another with --port.");
        } catch (IOException failed) {
            return refuse("Cannot start: " + failed.getMessage() + ".");
        }
    }

    private int refuse(String line) {
        Output.line(spec.commandLine().getErr(), line);
        return 1;
    }

    private void check() {
        requireRpcs("--fault", faults.keySet());
        requireRpcs("--delay", delays.keySet());
        requireRpcs("--drop", drops.keySet());
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535.");
        }
        if (!acsCredentials.isEmpty() && acsCredentials.indexOf(':') < 1) {
            throw new ParameterException(spec.commandLine(), "--acs-user must be USER:PASSWORD.");
        }
        if (!Set.of("Download", "Upload").containsAll(statusZero)) {
            throw new ParameterException(spec.commandLine(), "--status-zero is for Download and Upload.");
        }
    }

    private void requireRpcs(String option, Set<String> names) {
        for (String name : names) {
            if (!Fleet.rpcs().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), option + ": " + name + " is no RPC; there are " + Fleet.rpcs() + ".");
            }
        }
    }

    private VendorDevice vendorDevice() {
        if (vendor.isEmpty()) {
            return VendorDevice.NONE;
        }
        try {
            return Class.forName(vendor)
                    .asSubclass(VendorDevice.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException none) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--vendor: there is no VendorDevice " + vendor
                            + " that can be made without arguments on the class path: start with java -cp.");
        }
    }

    private Fleet.Builder builder() throws IOException {
        Fleet.Builder builder = Fleet.builder()
                .acs(acs)
                .count(count)
                .firstNumber(first)
                .serialPrefix(serialPrefix)
                .oui(oui)
                .productClass(productClass)
                .softwareVersion(softwareVersion)
                .version(version)
                .root(root)
                .periodic(periodic)
                .listen(new InetSocketAddress(InetAddress.getByName(listen), port))
                .rebootTime(rebootTime)
                .startWithin(startWithin)
                .speed(speed)
                .threads(threads)
                .quirks(quirks.toArray(Quirk[]::new))
                .vendor(vendorDevice())
                .script(this::write)
                .listener(this::heard);
        if (tls.given()) {
            builder.tls(tls.context());
        }
        if (!acsCredentials.isEmpty()) {
            int colon = acsCredentials.indexOf(':');
            builder.acsCredentials(acsCredentials.substring(0, colon), acsCredentials.substring(colon + 1));
        }
        if (open) {
            builder.withoutConnectionRequestAuthentication();
        }
        if (stun) {
            builder.stun();
        }
        if (lenient) {
            builder.lenient();
        }
        return anyAddress ? builder.anyAddress() : builder;
    }

    private void write(Script script) {
        faults.forEach(script::fault);
        completionFaults.forEach(script::completionFault);
        delays.forEach(script::responseDelay);
        completionDelays.forEach(script::completionDelay);
        drops.forEach(script::drop);
        statusZero.forEach(script::statusZero);
        script.duplicateCompletions(duplicates);
    }

    private void heard(CpeEvent event) {
        boolean bad = event.kind() == CpeEvent.Kind.VIOLATION || event.kind() == CpeEvent.Kind.SESSION_FAILED;
        if (bad || !quiet) {
            Output.line(spec.commandLine().getOut(), event.line());
        }
    }

    private int awaitEnd(Fleet fleet) throws InterruptedException {
        Instant end = duration.isZero() ? Instant.MAX : Instant.now().plus(duration);
        while (Instant.now().isBefore(end) && !(onceBooted && hasBooted(fleet))) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        int violations = fleet.violations().size();
        boolean missed = onceBooted && !hasBooted(fleet);
        Output.line(
                spec.commandLine().getOut(),
                fleet.cpes().stream().mapToInt(SimulatedCpe::sessions).sum() + " sessions, "
                        + fleet.cpes().stream()
                                .mapToInt(SimulatedCpe::failedSessions)
                                .sum()
                        + " failed, " + violations + " violations");
        return violations > 0 || missed ? 1 : 0;
    }

    private static boolean hasBooted(Fleet fleet) {
        return fleet.cpes().stream().allMatch(cpe -> cpe.sessions() > 0);
    }
}
