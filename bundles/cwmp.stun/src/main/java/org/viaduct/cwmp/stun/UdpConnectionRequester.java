package org.viaduct.cwmp.stun;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;

/**
 * Asks CPEs behind a NAT to connect, by UDP (TR-069 G.2.2.3): the same datagram several times, from the port that their
 * STUN messages go to, to where they said or proved that they are reached.
 */
@Component(
        service = ConnectionRequester.class,
        property = {ConnectionRequester.METHOD + "=udp", "service.ranking:Integer=50"})
public final class UdpConnectionRequester implements ConnectionRequester {

    /** When the copies go out, in milliseconds. */
    private static final long[] COPIES = {0, 250, 1_000, 2_500};

    private final StunListener listener;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "cwmp-udp-connection-request");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public UdpConnectionRequester(@Reference StunListener listener) {
        this(listener, Clock.systemUTC());
    }

    UdpConnectionRequester(StunListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
        later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Suitability suits(Device device) {
        if (!listener.settings().used()) {
            return Suitability.NONE;
        }
        if (ManagementServer.isTrue(device, ManagementServer.NAT_DETECTED)) {
            return Suitability.BEST;
        }
        return ManagementServer.udpAddress(device).isPresent() ? Suitability.POSSIBLE : Suitability.NONE;
    }

    @Override
    public CompletionStage<WakeResult> request(ConnectionTarget target) {
        return CompletableFuture.completedFuture(send(target));
    }

    private WakeResult send(ConnectionTarget target) {
        Set<InetSocketAddress> addresses = addresses(target);
        if (addresses.isEmpty()) {
            return failed("the CPE has not reported a UDPConnectionRequestAddress yet");
        }
        if (target.credentials().isEmpty()) {
            return failed(
                    "there is nothing to sign a UDP connection request with: credentials are set in the CPE at its"
                            + " next session");
        }
        addresses.removeIf(each -> !target.allowed().test(each.getAddress()));
        if (addresses.isEmpty()) {
            return failed("the UDPConnectionRequestAddress is neither where the CPE's Inform came from nor in"
                    + " connection.request.networks");
        }
        List<Runnable> datagrams = new ArrayList<>();
        boolean open = true;
        for (InetSocketAddress address : addresses) {
            for (Credentials each : target.credentials()) {
                byte[] datagram = request().datagram(address, each);
                open &= listener.send(datagram, address);
                datagrams.add(() -> listener.send(datagram, address));
            }
        }
        if (!open) {
            return new WakeResult(Outcome.BUSY, "the STUN listener is not open, the log says why");
        }
        for (int copy = 1; copy < COPIES.length; copy++) {
            later.schedule(() -> datagrams.forEach(Runnable::run), COPIES[copy], TimeUnit.MILLISECONDS);
        }
        return new WakeResult(
                Outcome.SENT,
                addresses.stream().map(UdpAddress::text).collect(Collectors.joining(" and "))
                        + " was sent a connection request by UDP, which nobody acknowledges");
    }

    private static WakeResult failed(String sentence) {
        return new WakeResult(Outcome.FAILED, sentence);
    }

    /** What the CPE proved last, and what it reported last: either may be the newer one. */
    private Set<InetSocketAddress> addresses(ConnectionTarget target) {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        target.credentials().stream()
                .flatMap(each -> listener.bindings().find(each.username()).stream())
                .flatMap(binding -> Optional.ofNullable(binding.proved()).stream())
                .forEach(addresses::add);
        ManagementServer.udpAddress(target.device()).ifPresent(addresses::add);
        return addresses;
    }

    private UdpConnectionRequest request() {
        byte[] cnonce = new byte[8];
        random.nextBytes(cnonce);
        return new UdpConnectionRequest(
                clock.instant().getEpochSecond(),
                random.nextInt(Integer.MAX_VALUE),
                HexFormat.of().formatHex(cnonce));
    }

    @Deactivate
    void close() {
        later.shutdownNow();
    }
}
