package org.viaduct.cwmp.spi.present;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.spi.VendorDevices;

class RankedTest {

    private static final CpeId CPE = new CpeId("00D09E", "Box", "1");
    private static final CpeId OTHER_CLASS = new CpeId("00D09E", "Bag", "1");
    private static final CpeId OTHER_OUI = new CpeId("00D09F", "Box", "1");

    private final Ranked<String> ranked = new Ranked<>();

    @Test
    void the_highest_ranking_comes_first_and_of_equal_ones_the_older() {
        ranked.put("a", properties(1, 0));
        ranked.put("b", properties(2, 7));
        ranked.put("c", properties(3, 0));
        assertThat(ranked.all()).containsExactly("b", "a", "c");
        ranked.put("c", properties(3, 8));
        assertThat(ranked.all()).containsExactly("c", "b", "a");
        ranked.remove(properties(3, 8));
        assertThat(ranked.all()).containsExactly("b", "a");
    }

    @Test
    void a_service_is_for_the_oui_and_product_class_it_names() {
        ranked.put("any class", Map.of("service.id", 1L, VendorDevices.OUIS, "00d09e"));
        ranked.put(
                "one class",
                Map.of(
                        "service.id",
                        2L,
                        VendorDevices.OUIS,
                        List.of("00D09E"),
                        VendorDevices.PRODUCT_CLASSES,
                        new String[] {"Box"}));
        assertThat(ranked.of(CPE)).containsExactly("any class", "one class");
        assertThat(ranked.of(OTHER_CLASS)).containsExactly("any class");
        assertThat(ranked.of(OTHER_OUI)).isEmpty();
    }

    private static Map<String, Object> properties(long id, int ranking) {
        return Map.of("service.id", id, "service.ranking", ranking);
    }
}
