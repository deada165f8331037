package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.onem2m.Resource;

class NodesTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void the_first_inform_creates_a_node_with_device_info() {
        bench.session("0 BOOTSTRAP").end();
        Resource node = bench.tree.resolve("cse-in/00D09E-GW-1").orElseThrow();
        assertThat(node.type()).isEqualTo(14);
        assertThat(node.text("ni")).contains("00D09E-GW-1");
        assertThat(node.labels()).containsExactly("tr-069", "00D09E", "GW");
        Resource info = bench.tree.resolve("cse-in/00D09E-GW-1/deviceInfo").orElseThrow();
        assertThat(info.attributes())
                .containsEntry("mgd", 1007L)
                .containsEntry("dlb", "1")
                .containsEntry("man", "Acme")
                .containsEntry("dty", "GW")
                .containsEntry("hwv", "2")
                .containsEntry("swv", "1.0")
                .containsEntry("fwv", "1.0");
    }

    @Test
    void a_node_id_is_percent_encoded_and_its_name_has_tildes() {
        bench.session(new CpeId("00D09E", "", "a b/c")).end();
        assertThat(bench.tree.resolve("cse-in/00D09E-a~20b~2Fc").flatMap(node -> node.text("ni")))
                .contains("00D09E-a%20b%2Fc");
    }

    @Test
    void a_label_has_no_blanks_whatever_the_product_class_is_called() {
        bench.session(new CpeId("00D09E", "Home Gateway", "1")).end();
        assertThat(bench.tree
                        .resolve("cse-in/00D09E-Home~20Gateway-1")
                        .orElseThrow()
                        .labels())
                .containsExactly("tr-069", "00D09E", "Home_Gateway");
    }

    @Test
    void later_informs_write_only_what_changed() {
        bench.session("0 BOOTSTRAP").end();
        int writes = bench.store.changes();
        bench.session("2 PERIODIC").end();
        assertThat(bench.store.changes()).isEqualTo(writes);

        CwmpSession session = new CwmpSession("s", Bench.CPE, "urn", Bench.loopback(), Instant.now());
        bench.interworking.informed(session, DrivenSession.inform(Bench.CPE, "2.0", "1 BOOT"));
        assertThat(bench.store.changes()).isEqualTo(writes + 1);
        Resource info = bench.tree.resolve("cse-in/00D09E-GW-1/deviceInfo").orElseThrow();
        assertThat(info.text("swv")).contains("2.0");
        assertThat(info.text("hwv")).contains("2");
    }

    @Test
    void informs_of_one_cpe_at_once_make_one_node() {
        List<CompletableFuture<Void>> informs = IntStream.range(0, 16)
                .mapToObj(i ->
                        CompletableFuture.runAsync(() -> bench.session("1 BOOT").end()))
                .toList();
        informs.forEach(CompletableFuture::join);
        assertThat(bench.store.allResources())
                .filteredOn(each -> each.type() == 14)
                .hasSize(1);
    }

    @Test
    void a_deleted_node_comes_back_with_the_next_inform() {
        bench.session("0 BOOTSTRAP").end();
        Resource node = bench.tree.resolve("cse-in/00D09E-GW-1").orElseThrow();
        bench.store.apply(org.viaduct.store.Change.builder().delete(node.id()).build());
        bench.session("2 PERIODIC").end();
        assertThat(bench.tree.resolve("cse-in/00D09E-GW-1/deviceInfo")).isNotEqualTo(Optional.empty());
    }
}
