package org.viaduct.cwmp.stun;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.stun.BindingRequests.Answer;
import org.viaduct.cwmp.stun.BindingRequests.NoPasswordException;
import org.viaduct.cwmp.stun.message.StunMessage;
import org.viaduct.settings.NumberSettings;

/**
 * The UDP port that CPEs keep open in their NATs, and that connection requests come from (TR-069 G.2.2). Opens it where
 * {@code server.address} is set; while it is taken, tries again.
 */
@Component(service = StunListener.class, configurationPid = StunConfiguration.PID)
@Designate(ocd = StunConfiguration.class)
public final class StunListener {

    private static final Logger LOG = LoggerFactory.getLogger(StunListener.class);

    /** No Binding Request is longer, and no fragment is put together for one. */
    private static final int MAX_REQUEST = 1_200;

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int PROVING_THREADS = 2;
    private static final int PROVING_WAIT = 1_000;

    private final StunSettings settings;
    private final Bindings bindings = new Bindings();
    private final BindingRequests requests = new BindingRequests(bindings, this::password, new FailedProofs());
    private final AddressRates rates;
    private final ExecutorService proving = proving();
    private final ScheduledExecutorService server = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "cwmp-stun");
        thread.setDaemon(true);
        return thread;
    });
    private boolean told;
    private volatile @Nullable DatagramSocket socket;
    private volatile boolean closed;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable Devices devices;

    @Activate
    public StunListener(StunConfiguration configuration, Map<String, Object> properties) {
        this(StunSettings.of(
                configuration,
                new NumberSettings(properties, StunConfiguration.PID + ".cfg", StunConfiguration.class)));
    }

    StunListener(StunSettings settings) {
        this.settings = settings;
        rates = new AddressRates(settings.ratePerAddress());
        if (settings.used()) {
            server.scheduleWithFixedDelay(this::serve, 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Passwords are looked up by few threads, and beyond a bounded number of requests not at all: STUN asks again. */
    private static ExecutorService proving() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                PROVING_THREADS, PROVING_THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(PROVING_WAIT), run -> {
                    Thread thread = new Thread(run, "cwmp-stun-proving");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.setRejectedExecutionHandler((run, full) -> LOG.debug("A STUN message is dropped: too many wait"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    StunSettings settings() {
        return settings;
    }

    Bindings bindings() {
        return bindings;
    }

    /** @return false while the port is not open */
    boolean send(byte[] datagram, InetSocketAddress to) {
        @Nullable DatagramSocket open = socket;
        if (open == null) {
            return false;
        }
        try {
            open.send(new DatagramPacket(datagram, datagram.length, to));
            return true;
        } catch (IOException | IllegalArgumentException unsent) {
            LOG.debug("A datagram to {} is not sent: {}", to, unsent.toString());
            return false;
        }
    }

    /** Until the port cannot be had any more, or the listener closes. */
    private void serve() {
        try (DatagramSocket open = new DatagramSocket(settings.local())) {
            socket = open;
            LOG.info("Listening for STUN on udp {}", UdpAddress.text(settings.local()));
            told = false;
            receive(open);
        } catch (SocketException taken) {
            if (!told && !closed) {
                told = true;
                LOG.error(
                        "Cannot listen for STUN on {}: free the port or change host or port in {}.cfg ({});"
                                + " trying again every {} s",
                        settings.local(),
                        StunConfiguration.PID,
                        taken.getMessage(),
                        RETRY.toSeconds());
            }
        } finally {
            socket = null;
        }
    }

    private void receive(DatagramSocket open) {
        byte[] buffer = new byte[MAX_REQUEST + 1];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!closed) {
            try {
                packet.setLength(buffer.length);
                open.receive(packet);
                InetSocketAddress source = (InetSocketAddress) packet.getSocketAddress();
                if (packet.getLength() <= MAX_REQUEST && rates.allow(source.getAddress(), System.nanoTime())) {
                    answer(Arrays.copyOf(buffer, packet.getLength()), source);
                }
            } catch (IOException unreachable) {
                if (open.isClosed()) {
                    return;
                }
                LOG.debug("STUN: {}", unreachable.toString());
            } catch (RuntimeException unexpected) {
                LOG.error("A STUN message could not be dealt with", unexpected);
            }
        }
    }

    private void answer(byte[] datagram, InetSocketAddress source) {
        StunMessage request = BindingRequests.read(datagram).orElse(null);
        if (request == null) {
            return;
        }
        if (requests.waits(request)) {
            proving.execute(() -> prove(request, source));
        } else {
            answer(request, source);
        }
    }

    private void prove(StunMessage request, InetSocketAddress source) {
        try {
            answer(request, source);
        } catch (RuntimeException unknown) {
            LOG.debug("A STUN message is not answered: {}", unknown.toString());
        }
    }

    private void answer(StunMessage request, InetSocketAddress source) {
        Answer answer = requests.answer(request, source);
        send(answer.bytes(), answer.to());
    }

    private String password(String username, CpeId cpe) {
        @Nullable Devices known = devices;
        if (known == null) {
            throw new NoPasswordException("the device records are away");
        }
        return known.connectionRequestCredentials(cpe).stream()
                .filter(each -> each.username().equals(username))
                .map(Credentials::password)
                .findFirst()
                .orElseThrow(() -> former(known, username, cpe));
    }

    private NoPasswordException former(Devices known, String username, CpeId cpe) {
        known.noted(cpe, StunProvisioning.ANEW);
        bindings.forget(username);
        LOG.info("CPE {} has former credentials for STUN, and is given the present ones in its next session", cpe);
        return new NoPasswordException("the credentials are not the present ones");
    }

    @Deactivate
    void close() {
        closed = true;
        @Nullable DatagramSocket open = socket;
        if (open != null) {
            open.close();
        }
        server.shutdownNow();
        proving.shutdownNow();
    }
}
