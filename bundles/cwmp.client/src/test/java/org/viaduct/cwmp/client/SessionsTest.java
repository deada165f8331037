package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Sender;

class SessionsTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    private static final CpeId OTHER = new CpeId("00D09E", "GW", "2");

    private final Sessions sessions = new Sessions(AcsServer.LIMITS);
    private final Session session = open();

    private Session open() {
        Lane lane = sessions.enter(CPE, Duration.ZERO).orElseThrow();
        try {
            return sessions.open(lane, "urn:dslforum-org:cwmp-1-0", peer("a", Optional.empty()), OptionalInt.empty())
                    .orElseThrow();
        } finally {
            sessions.leave(lane);
        }
    }

    private static Peer peer(String connection, Optional<CpeId> identity) {
        Sender sender = identity.<Sender>map(Sender.Known::of).orElseGet(Sender.Anonymous::new);
        return new Peer(InetAddress.getLoopbackAddress(), connection, sender);
    }

    @Test
    void a_message_belongs_to_its_cookie_else_its_connection_else_its_authenticated_cpe() {
        assertThat(sessions.find(List.of(session.cookie()), peer("b", Optional.empty())))
                .hasValue(session);
        assertThat(sessions.find(List.of("unknown"), peer("a", Optional.empty())))
                .hasValue(session);
        assertThat(sessions.find(List.of(), peer("b", Optional.of(CPE)))).hasValue(session);
    }

    @Test
    void neither_an_address_nor_another_identity_joins_a_session() {
        assertThat(sessions.find(List.of(), peer("b", Optional.empty()))).isEmpty();
        assertThat(sessions.find(List.of(), peer("b", Optional.of(OTHER)))).isEmpty();
    }
}
