package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseType;

class MetaInformationTest {

    private static final Instant TIME = TestCse.START;

    private static Resource stored(RequestPrimitive request) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("op", (long) request.operation().value());
        attributes.put("tg", request.to());
        attributes.put("org", request.from());
        attributes.put("rid", request.requestId());
        attributes.put("mi", MetaInformation.of(request).members());
        return new TestCse().plant("cse-in", "req", "m2m:req", attributes);
    }

    @Test
    void a_request_is_made_of_what_is_stored_of_it() {
        FilterCriteria filter = new FilterCriteria(
                Set.of(8, 14),
                Set.of("a", "b"),
                Optional.of(TIME),
                Optional.of(TIME.plusSeconds(1)),
                Optional.of(TIME.plusSeconds(2)),
                Optional.of(TIME.plusSeconds(3)),
                Optional.of(TIME.plusSeconds(4)),
                Optional.of(TIME.plusSeconds(5)),
                OptionalInt.of(2),
                OptionalInt.of(30),
                4);
        for (Request each : new Request[] {
            Request.retrieve("cse-in").discover().filter(filter).rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH),
            Request.of(Operation.CREATE, "cse-in")
                    .type(9)
                    .rcn(3)
                    .unstructured()
                    .expires(TIME.plusSeconds(10))
                    .resultExpires(TIME.plusSeconds(20))
                    .executes(TIME.plusSeconds(5))
                    .rt(ResponseType.NON_BLOCKING_REQUEST_ASYNCH)
                    .notifies("http://127.0.0.1:9/a", "http://127.0.0.1:9/b"),
            Request.delete("cse-in/x")
                    .rt(ResponseType.NON_BLOCKING_REQUEST_ASYNCH)
                    .notifies()
        }) {
            RequestPrimitive request = each.primitive();
            Resource resource = stored(request);
            assertThat(MetaInformation.of(resource).request(resource, request.content()))
                    .isEqualTo(request);
        }
    }

    @Test
    void what_is_none_is_refused() {
        Resource other = new TestCse().plant("cse-in", "req", "m2m:req", Map.of("op", 9L));
        assertThatThrownBy(() -> MetaInformation.of(other).request(other, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
