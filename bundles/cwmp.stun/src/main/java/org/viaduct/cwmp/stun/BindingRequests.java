package org.viaduct.cwmp.stun;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.stun.Bindings.Binding;
import org.viaduct.cwmp.stun.message.AttributeType;
import org.viaduct.cwmp.stun.message.MalformedStunException;
import org.viaduct.cwmp.stun.message.MessageIntegrity;
import org.viaduct.cwmp.stun.message.StunMessage;
import org.viaduct.cwmp.stun.message.StunWriter;

/**
 * What a STUN server says to Binding Requests (TR-069 G.2.2.1). Everybody is told from where it asked, and nothing else. From
 * a CPE that a session made known, one that comes from elsewhere than it reported must prove itself (401), and is then
 * reached there. No answer goes to another host than the request came from.
 */
final class BindingRequests {

    /** Anything else below 0x8000 must not be ignored (RFC 3489 11.2). */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            AttributeType.RESPONSE_ADDRESS,
            AttributeType.CHANGE_REQUEST,
            AttributeType.USERNAME,
            AttributeType.MESSAGE_INTEGRITY);

    /** It cannot be told whether a message is right: it is not answered, and its sender asks again. */
    static final class NoPasswordException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoPasswordException(String why) {
            super(why, null, false, false);
        }
    }

    /** What to send, and where. */
    record Answer(byte[] bytes, InetSocketAddress to) {}

    private final Bindings bindings;
    private final BiFunction<String, CpeId, String> passwords;
    private final FailedProofs failures;

    /** @param passwords of a user name of a CPE; may take its time, and may throw {@link NoPasswordException} */
    BindingRequests(Bindings bindings, BiFunction<String, CpeId, String> passwords, FailedProofs failures) {
        this.bindings = bindings;
        this.passwords = passwords;
        this.failures = failures;
    }

    /** Reads what may be a request; empty for what is none, which is not answered. */
    static Optional<StunMessage> read(byte[] datagram) {
        try {
            return Optional.of(StunMessage.read(datagram)).filter(each -> each.type() == StunMessage.BINDING_REQUEST);
        } catch (MalformedStunException noise) {
            return Optional.empty();
        }
    }

    /** Whether {@link #answer} has to look up a password. */
    boolean waits(StunMessage request) {
        return request.has(AttributeType.MESSAGE_INTEGRITY) && known(request).isPresent();
    }

    Answer answer(StunMessage request, InetSocketAddress source) {
        List<Integer> unknown = request.attributeTypes().stream()
                .filter(type -> type < AttributeType.OPTIONAL && !UNDERSTOOD.contains(type))
                .toList();
        if (!unknown.isEmpty() || asksForAnotherServer(request)) {
            return unknown(request, source, unknown);
        }
        if (request.has(AttributeType.RESPONSE_ADDRESS)) {
            return elsewhere(request, source);
        }
        Binding binding = known(request).orElse(null);
        if (binding == null) {
            return new Answer(success(request, source).bytes(), source);
        }
        if (request.has(AttributeType.MESSAGE_INTEGRITY)) {
            return proved(request, source, binding);
        }
        return binding.isAt(source)
                ? new Answer(success(request, source).bytes(), source)
                : refusal(request, source, 401, "Unauthorized");
    }

    /** That of a CPE which says by the attribute that it listens there (G.2.1.3). */
    private Optional<Binding> known(StunMessage request) {
        return request.has(AttributeType.CONNECTION_REQUEST_BINDING)
                ? request.text(AttributeType.USERNAME).flatMap(bindings::find)
                : Optional.empty();
    }

    /** This server has one address and one port, so no response can come from another (RFC 3489 11.2.4). */
    private static boolean asksForAnotherServer(StunMessage request) {
        return request.value(AttributeType.CHANGE_REQUEST)
                .map(flags -> flags.length != 4 || (flags[3] & 0x06) != 0)
                .orElse(false);
    }

    private static Answer unknown(StunMessage request, InetSocketAddress source, List<Integer> types) {
        return new Answer(
                StunWriter.answer(StunMessage.BINDING_ERROR_RESPONSE, request)
                        .withError(420, "Unknown Attribute")
                        .withUnknown(types.isEmpty() ? List.of(AttributeType.CHANGE_REQUEST) : types)
                        .bytes(),
                source);
    }

    /**
     * To another port of the same host, by which CPEs find out how long their NAT remembers (G.2.1.2). To another host it
     * would be a tool for attacks on it.
     */
    private static Answer elsewhere(StunMessage request, InetSocketAddress source) {
        InetSocketAddress wanted =
                request.address(AttributeType.RESPONSE_ADDRESS).orElse(null);
        if (wanted == null || wanted.getPort() == 0 || !source.getAddress().equals(wanted.getAddress())) {
            return unknown(request, source, List.of(AttributeType.RESPONSE_ADDRESS));
        }
        return new Answer(
                success(request, source)
                        .with(AttributeType.REFLECTED_FROM, source)
                        .bytes(),
                wanted);
    }

    private static StunWriter success(StunMessage request, InetSocketAddress source) {
        StunWriter answer =
                StunWriter.answer(StunMessage.BINDING_RESPONSE, request).with(AttributeType.MAPPED_ADDRESS, source);
        return request.hasCookie() ? answer.withXorMapped(source) : answer;
    }

    private Answer proved(StunMessage request, InetSocketAddress source, Binding binding) {
        String username = request.text(AttributeType.USERNAME).orElseThrow();
        MessageIntegrity integrity = MessageIntegrity.verified(request, passwords.apply(username, binding.cpe()))
                .orElse(null);
        if (integrity == null) {
            failures.count(source.getAddress(), binding.cpe());
            return refusal(request, source, 431, "Integrity Check Failure");
        }
        if (!binding.isAt(source)) {
            bindings.proved(username, source);
        }
        return new Answer(success(request, source).bytes(integrity), source);
    }

    private static Answer refusal(StunMessage request, InetSocketAddress source, int code, String reason) {
        return new Answer(
                StunWriter.answer(StunMessage.BINDING_ERROR_RESPONSE, request)
                        .withError(code, reason)
                        .bytes(),
                source);
    }
}
