package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.interworking.Bench.CPE;
import static org.viaduct.interworking.Bench.refusal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.store.Change;

class TargetsTest {

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void any_form_of_address_and_a_bare_node_id_are_targets() {
        Resource node = bench.tree.resolve("cse-in/" + CPE.value()).orElseThrow();
        for (String target : List.of(
                node.id().value(), "/id-in/" + node.id().value(), "//sp/id-in/cse-in/" + CPE.value(), CPE.value())) {
            Resource command = bench.create(Map.of("cmt", 2L, "ext", target));
            assertThat(bench.executeNonBlocking(command).join().created()).hasSize(1);
        }
    }

    @Test
    void what_is_no_node_of_a_cpe_is_6003() {
        Resource base = bench.store.find(bench.tree.cseBase()).orElseThrow();
        Resource foreign = bench.tree.draft(base, Optional.of("sensor"), "m2m:nod", Map.of("ni", "x"));
        bench.store.apply(Change.builder().create(foreign).build());
        for (String target : List.of("cse-in", "cse-in/sensor", "00D09E-GW-7", "%%%")) {
            Resource command = bench.create(Map.of("cmt", 2L, "ext", target));
            assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.EXTERNAL_OBJECT_NOT_REACHABLE);
        }
    }
}
