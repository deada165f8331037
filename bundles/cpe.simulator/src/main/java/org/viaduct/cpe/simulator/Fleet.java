package org.viaduct.cpe.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.viaduct.cpe.simulator.http.AddressPolicy;
import org.viaduct.cpe.simulator.http.HttpListener;
import org.viaduct.cpe.simulator.http.HttpListener.Answer;
import org.viaduct.cpe.simulator.http.HttpListener.Incoming;
import org.viaduct.cpe.simulator.model.RootModel;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpVersion;

/**
 * A number of simulated CPEs that share a few threads and one port for connection requests, so that ten thousand idle
 * ones are cheap.
 */
public final class Fleet implements AutoCloseable {
    private final FleetRuntime runtime;
    private final HttpListener listener;
    private final List<SimulatedCpe> cpes;
    private final Map<String, SimulatedCpe> byPath = new HashMap<>();

    private Fleet(FleetOptions options, FleetListener observer, Consumer<Script> script) throws IOException {
        this.runtime = new FleetRuntime(options, observer);
        this.listener = HttpListener.listen(options.listen(), new Router(), "cpe-connection-request");
        String host = options.listen().getAddress().getHostAddress();
        String base = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port();
        List<SimulatedCpe> all = new ArrayList<>(options.count());
        for (int i = 0; i < options.count(); i++) {
            String serial = String.format("%s%06d", options.serialPrefix(), options.firstNumber() + i);
            SimulatedCpe cpe =
                    new SimulatedCpe(runtime, new CpeId(options.oui(), options.productClass(), serial), base);
            script.accept(cpe.script());
            byPath.put(cpe.connectionRequestAnswers().path(), cpe);
            all.add(cpe);
        }
        this.cpes = List.copyOf(all);
    }

    /** Passes connection requests on by their path. */
    private final class Router implements HttpListener.Handler {
        @Override
        public Optional<Answer> handle(Incoming request) {
            SimulatedCpe cpe = byPath.get(request.target());
            return cpe == null
                    ? Optional.of(Answer.empty(404, "Not Found", List.of()))
                    : cpe.connectionRequestAnswers().answer(request);
        }

        @Override
        public void answered(Incoming request, Answer answer) {
            SimulatedCpe cpe = byPath.get(request.target());
            if (cpe != null && answer.status() == 200) {
                cpe.wake();
            }
        }
    }

    /** Starts every CPE, spread over the time the builder was given. */
    public Fleet start() {
        long spread = runtime.options().startWithin().toNanos();
        for (SimulatedCpe cpe : cpes) {
            if (spread == 0) {
                cpe.start();
            } else {
                runtime.after(Duration.ofNanos(runtime.random().nextLong(spread)), cpe::start);
            }
        }
        return this;
    }

    /** The CPEs in the order of their numbers. */
    public List<SimulatedCpe> cpes() {
        return cpes;
    }

    /** The CPE of a fleet of one, or the first. */
    public SimulatedCpe cpe() {
        return cpes.get(0);
    }

    /** In what the ACS broke the protocol, towards any CPE. */
    public List<Violation> violations() {
        return cpes.stream().flatMap(cpe -> cpe.violations().stream()).toList();
    }

    /** The names of the RPCs that the CPEs honour. */
    public static Set<String> rpcs() {
        return Rpcs.names();
    }

    /** The port of the connection requests. */
    public int port() {
        return listener.port();
    }

    /** Pulls every plug. */
    @Override
    public void close() {
        listener.close();
        cpes.forEach(SimulatedCpe::stop);
        runtime.close();
    }

    /** A fleet of one strict CWMP 1.4 CPE on loopback, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /** Describes a fleet. */
    public static final class Builder {
        private URI acs = URI.create("http://127.0.0.1:7547/");
        private int count = 1;
        private int firstNumber = 1;
        private String manufacturer = "Viaduct";
        private String oui = "00D09E";
        private String productClass = "SimulatedCPE";
        private String serialPrefix = "SIM";
        private String softwareVersion = "1.0.0";
        private CwmpVersion version = CwmpVersion.V1_4;
        private RootModel root = RootModel.TR181;
        private Duration periodicInterval = Duration.ZERO;
        private String username = "";
        private String password = "";
        private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private boolean connectionRequestAuthentication = true;
        private boolean stun;
        private int connectionRequestsPerMinute = 120;
        private Duration connectionRequestDelay = Duration.ofMillis(20);
        private boolean strict = true;
        private Duration rebootTime = Duration.ofSeconds(2);
        private Duration startWithin = Duration.ZERO;
        private double speed = 1;
        private int threads = 16;
        private Duration timeout = Duration.ofSeconds(30);
        private AddressPolicy policy = AddressPolicy.LOOPBACK_ONLY;
        private Optional<SSLContext> tls = Optional.empty();
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        private VendorDevice vendor = VendorDevice.NONE;
        private FleetListener listener = event -> {};
        private Consumer<Script> script = none -> {};

        private Builder() {}

        /** The ACS URL, http or https; on loopback unless {@link #anyAddress()}. */
        public Builder acs(URI url) {
            this.acs = url;
            return this;
        }

        /** How many CPEs. */
        public Builder count(int number) {
            this.count = number;
            return this;
        }

        /** The number behind the prefix of the first serial number, 1 by default. */
        public Builder firstNumber(int number) {
            this.firstNumber = number;
            return this;
        }

        public Builder manufacturer(String name) {
            this.manufacturer = name;
            return this;
        }

        /** Six hexadecimal digits in upper case. */
        public Builder oui(String digits) {
            this.oui = digits;
            return this;
        }

        public Builder productClass(String name) {
            this.productClass = name;
            return this;
        }

        /** What comes before the number of six digits in each serial number. */
        public Builder serialPrefix(String prefix) {
            this.serialPrefix = prefix;
            return this;
        }

        /** The software they leave the factory with. */
        public Builder softwareVersion(String number) {
            this.softwareVersion = number;
            return this;
        }

        /** The version they speak; decides on namespace and SOAP headers. */
        public Builder version(CwmpVersion spoken) {
            this.version = spoken;
            return this;
        }

        /** {@code Device} (TR-181) or {@code InternetGatewayDevice} (TR-098), with or without dot. */
        public Builder root(String name) {
            String dotted = name.endsWith(".") ? name : name + ".";
            for (RootModel known : RootModel.values()) {
                if (known.root().equals(dotted)) {
                    this.root = known;
                    return this;
                }
            }
            throw new IllegalArgumentException("the root is Device or InternetGatewayDevice, not " + name);
        }

        /** The periodic Inform interval; zero, the default, for none. */
        public Builder periodic(Duration interval) {
            this.periodicInterval = interval;
            return this;
        }

        /** What the CPEs answer to the challenges of the ACS. */
        public Builder acsCredentials(String user, String secret) {
            this.username = user;
            this.password = secret;
            return this;
        }

        /** Where connection requests are listened for: loopback, port 0 by default. */
        public Builder listen(InetSocketAddress address) {
            this.listen = address;
            return this;
        }

        /** Accepts connection requests of anybody who knows the path. */
        public Builder withoutConnectionRequestAuthentication() {
            this.connectionRequestAuthentication = false;
            return this;
        }

        /**
         * Has them know the parameters of TR-069 Annex G: an ACS that sets them is told how they are reached through a NAT, and
         * wakes them by UDP. Costs a thread for each CPE that STUN is enabled in.
         */
        public Builder stun() {
            this.stun = true;
            return this;
        }

        /** Beyond so many a CPE answers 503; 120 by default. */
        public Builder connectionRequestsPerMinute(int number) {
            this.connectionRequestsPerMinute = number;
            return this;
        }

        /** How long a CPE takes from a connection request to its session, not scaled; 20 ms by default. */
        public Builder connectionRequestDelay(Duration delay) {
            this.connectionRequestDelay = delay;
            return this;
        }

        /** Does not validate against the XML schema, for load runs. */
        public Builder lenient() {
            this.strict = false;
            return this;
        }

        /** How long a reboot takes; 2 s by default. */
        public Builder rebootTime(Duration time) {
            this.rebootTime = time;
            return this;
        }

        /** Boots the CPEs at random moments within this time; all at once by default. */
        public Builder startWithin(Duration time) {
            this.startWithin = time;
            return this;
        }

        /**
         * How much faster than real the CPEs wait: for retries, delays that RPCs ask for, periodic Informs, reboots.
         * Time-outs and scripted delays stay.
         */
        public Builder speed(double factor) {
            this.speed = factor;
            return this;
        }

        /** How many sessions and transfers go on at the same time; 16 by default. */
        public Builder threads(int number) {
            this.threads = number;
            return this;
        }

        /** How long an answer may take; 30 s by default. */
        public Builder timeout(Duration patience) {
            this.timeout = patience;
            return this;
        }

        /** Whom the CPEs trust over https, and which certificate they show; what Java trusts, and none, by default. */
        public Builder tls(SSLContext context) {
            this.tls = Optional.of(context);
            return this;
        }

        /** Lets the CPEs connect to, and listen on, other addresses than loopback. */
        public Builder anyAddress() {
            this.policy = AddressPolicy.ANY_ADDRESS;
            return this;
        }

        public Builder quirks(Quirk... some) {
            quirks.addAll(List.of(some));
            return this;
        }

        /** What the CPEs do beyond CWMP; nothing by default. */
        public Builder vendor(VendorDevice device) {
            this.vendor = device;
            return this;
        }

        public Builder listener(FleetListener observer) {
            this.listener = observer;
            return this;
        }

        /** What each CPE's script is before it starts. */
        public Builder script(Consumer<Script> initial) {
            this.script = script.andThen(initial);
            return this;
        }

        /**
         * The fleet, listening for connection requests, its CPEs switched off.
         *
         * @throws IllegalArgumentException if a setting cannot be
         * @throws IOException if the ACS is not on loopback or the port is taken
         */
        public Fleet build() throws IOException {
            require(count >= 1 && count <= 1_000_000, "the count must be between 1 and 1000000");
            require(firstNumber >= 0, "the first number must not be negative");
            require(oui.matches("[0-9A-F]{6}"), "the OUI must be six hexadecimal digits in upper case");
            require(speed > 0, "the speed must be above 0");
            require(threads >= 1, "there must be at least one thread");
            require(
                    Set.of("http", "https")
                                    .contains(String.valueOf(acs.getScheme()).toLowerCase(Locale.ROOT))
                            && acs.getHost() != null,
                    "the ACS must be an http or https URL");
            require(
                    policy == AddressPolicy.ANY_ADDRESS || listen.getAddress().isLoopbackAddress(),
                    "connection requests are listened for on loopback, unless any address is allowed");
            if (policy == AddressPolicy.LOOPBACK_ONLY) {
                policy.resolve(acs.getHost());
            }
            FleetOptions options = new FleetOptions(
                    acs,
                    count,
                    firstNumber,
                    manufacturer,
                    oui,
                    productClass,
                    serialPrefix,
                    softwareVersion,
                    version,
                    root,
                    periodicInterval,
                    username,
                    password,
                    listen,
                    connectionRequestAuthentication,
                    stun,
                    connectionRequestsPerMinute,
                    connectionRequestDelay,
                    strict,
                    rebootTime,
                    startWithin,
                    speed,
                    threads,
                    timeout,
                    policy,
                    tls.isPresent() ? tls.get() : javaDefault(),
                    Set.copyOf(quirks),
                    vendor);
            return new Fleet(options, listener, script);
        }

        private static SSLContext javaDefault() throws IOException {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException broken) {
                throw new IOException("Java has no usable default for TLS", broken);
            }
        }

        /** The same, with all CPEs switched on. */
        public Fleet start() throws IOException {
            return build().start();
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
