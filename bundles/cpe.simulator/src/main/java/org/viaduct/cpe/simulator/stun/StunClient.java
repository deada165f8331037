package org.viaduct.cpe.simulator.stun;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cpe.simulator.http.AddressPolicy;
import org.viaduct.cpe.simulator.stun.BindingExchange.Answer;

/**
 * Keeps one CPE reachable through its NAT, and hears of connection requests (TR-069 G.2.1): a socket and a thread of its
 * own while STUN is enabled. The socket's port stays the same from one start to the next.
 */
public final class StunClient {

    /**
     * The parameters that it works by.
     *
     * @param keepAlive between Binding Requests
     */
    public record Settings(String server, int port, String username, String password, Duration keepAlive) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Settings[" + server + ":" + port + "]";
        }
    }

    /** The CPE. */
    public interface Cpe {

        /** Where it is reached, and whether that is another address than its own. */
        void reachedAt(InetSocketAddress address, boolean nat);

        String connectionRequestUsername();

        String connectionRequestPassword();

        /** A connection request that is to be followed. */
        void connectionRequested();
    }

    private static final Logger LOG = LoggerFactory.getLogger(StunClient.class);
    private static final int[] RETRANSMISSIONS = {100, 200, 400, 800, 1_600, 1_600};
    private static final int UNAUTHORIZED = 401;

    private final Cpe cpe;
    private final AddressPolicy policy;
    private final InetAddress local;
    private final SecureRandom random;
    private final UdpConnectionRequests requests = new UdpConnectionRequests();
    private int ownPort;
    private @Nullable Settings running;
    private @Nullable DatagramSocket socket;

    public StunClient(Cpe cpe, AddressPolicy policy, InetAddress local, SecureRandom random) {
        this.cpe = cpe;
        this.policy = policy;
        this.local = local;
        this.random = random;
    }

    /** Works by these settings from now on; goes on if they are what it has already. */
    public synchronized void start(Settings settings) {
        if (settings.equals(running)) {
            return;
        }
        stop();
        try {
            DatagramSocket open = new DatagramSocket(new InetSocketAddress(local, ownPort));
            ownPort = open.getLocalPort();
            socket = open;
            running = settings;
            Thread thread = new Thread(() -> run(open, settings), "cpe-stun-" + ownPort);
            thread.setDaemon(true);
            thread.start();
        } catch (IOException taken) {
            LOG.warn("A simulated CPE cannot open its UDP port: {}", taken.getMessage());
        }
    }

    public synchronized void stop() {
        @Nullable DatagramSocket open = socket;
        if (open != null) {
            open.close();
        }
        socket = null;
        running = null;
    }

    private void run(DatagramSocket open, Settings settings) {
        @Nullable InetSocketAddress known = null;
        while (!open.isClosed()) {
            try {
                InetSocketAddress server = new InetSocketAddress(policy.resolve(settings.server()), settings.port());
                InetSocketAddress mapped = bind(open, server, settings, false).orElse(null);
                if (mapped != null && !mapped.equals(known)) {
                    boolean nat = !mapped.equals(open.getLocalSocketAddress());
                    cpe.reachedAt(mapped, nat);
                    known = mapped;
                    bind(open, server, settings, true);
                }
                listen(open, settings.keepAlive());
            } catch (IOException failed) {
                LOG.debug("STUN: {}", failed.toString());
                listenQuietly(open, settings.keepAlive());
            }
        }
    }

    /** Asks until there is an answer, and proves itself where it must; empty if nobody answers. */
    private Optional<InetSocketAddress> bind(
            DatagramSocket open, InetSocketAddress server, Settings settings, boolean changed) throws IOException {
        Optional<Answer> answer = ask(open, server, settings, changed, false);
        if (answer.isPresent()
                && answer.get().error() == UNAUTHORIZED
                && !settings.password().isEmpty()) {
            answer = ask(open, server, settings, changed, true);
        }
        answer.filter(each -> each.error() != 0).ifPresent(each -> LOG.debug("STUN: error {}", each.error()));
        return answer.flatMap(Answer::mapped);
    }

    private Optional<Answer> ask(
            DatagramSocket open, InetSocketAddress server, Settings settings, boolean changed, boolean proved)
            throws IOException {
        byte[] transaction = new byte[16];
        random.nextBytes(transaction);
        BindingExchange exchange = new BindingExchange(transaction);
        if (changed) {
            exchange.changed();
        }
        if (!settings.username().isEmpty()) {
            exchange.username(settings.username());
        }
        byte[] request = proved ? exchange.request(settings.password()) : exchange.request();
        for (int wait : RETRANSMISSIONS) {
            open.send(new DatagramPacket(request, request.length, server));
            Optional<Answer> answer = answer(open, exchange, wait);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private Optional<Answer> answer(DatagramSocket open, BindingExchange exchange, int wait) throws IOException {
        long deadline = System.nanoTime() + Duration.ofMillis(wait).toNanos();
        while (true) {
            Optional<byte[]> datagram = receive(open, deadline);
            if (datagram.isEmpty()) {
                return Optional.empty();
            }
            Optional<Answer> answer = exchange.answer(datagram.get());
            if (answer.isPresent()) {
                return answer;
            }
            judge(datagram.get());
        }
    }

    private void listen(DatagramSocket open, Duration time) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        Optional<byte[]> datagram = receive(open, deadline);
        while (datagram.isPresent()) {
            judge(datagram.get());
            datagram = receive(open, deadline);
        }
    }

    private void listenQuietly(DatagramSocket open, Duration time) {
        try {
            listen(open, time);
        } catch (IOException closed) {
            LOG.debug("STUN: {}", closed.toString());
        }
    }

    private void judge(byte[] datagram) {
        if (requests.accept(datagram, cpe.connectionRequestUsername(), cpe.connectionRequestPassword())) {
            cpe.connectionRequested();
        }
    }

    private static Optional<byte[]> receive(DatagramSocket open, long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left < 1) {
            return Optional.empty();
        }
        DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
        open.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        try {
            open.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        }
    }
}
