package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.ResponseType;

class PrimitiveChecksTest {

    private final TestCse test = new TestCse();

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3", "4", "5"})
    void the_releases_2a_to_5_are_spoken(String release) {
        assertThat(test.code(Request.retrieve("cse-in").release(release))).isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "6", "", "3.0"})
    void other_releases_are_answered_4001(String release) {
        assertThat(test.code(Request.retrieve("cse-in").release(release))).isEqualTo(4001);
        assertThat(test.sentence(Request.retrieve("cse-in").release(release))).contains("2a, 3, 4, 5");
    }

    @Test
    void a_request_without_originator_or_target_is_answered_4000() {
        assertThat(test.code(Request.retrieve("cse-in").from(""))).isEqualTo(4000);
        assertThat(test.code(Request.retrieve(""))).isEqualTo(4000);
    }

    @Test
    void a_request_that_has_expired_is_answered_4008() {
        assertThat(test.code(Request.retrieve("cse-in").expires(TestCse.START))).isEqualTo(4008);
        assertThat(test.code(Request.retrieve("cse-in").expires(TestCse.START.plusSeconds(1))))
                .isEqualTo(2000);
    }

    @Test
    void a_result_that_has_expired_is_answered_4008() {
        assertThat(test.code(Request.retrieve("cse-in").resultExpires(TestCse.START)))
                .isEqualTo(4008);
        assertThat(test.code(Request.retrieve("cse-in").resultExpires(TestCse.START.plusSeconds(1))))
                .isEqualTo(2000);
    }

    @Test
    void a_request_that_may_be_answered_either_way_is_answered_at_once() {
        assertThat(test.code(Request.retrieve("cse-in").rt(ResponseType.FLEX_BLOCKING)))
                .isEqualTo(2000);
    }

    @Test
    void a_request_without_response_is_answered_5001() {
        assertThat(test.code(Request.retrieve("cse-in").rt(ResponseType.NO_RESPONSE)))
                .isEqualTo(5001);
        assertThat(test.sentence(Request.retrieve("cse-in").rt(ResponseType.NO_RESPONSE)))
                .contains("rt");
    }

    @Test
    void a_blocking_request_is_carried_out_at_once_or_answered_5001() {
        assertThat(test.code(Request.retrieve("cse-in").executes(TestCse.START)))
                .isEqualTo(2000);
        assertThat(test.code(Request.retrieve("cse-in").executes(TestCse.START.plusSeconds(1))))
                .isEqualTo(5001);
    }

    @Test
    void an_operation_is_not_carried_out_after_the_expiration_of_its_request() {
        assertThat(test.code(Request.retrieve("cse-in")
                        .rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH)
                        .executes(TestCse.START.plusSeconds(2))
                        .expires(TestCse.START.plusSeconds(2))))
                .isEqualTo(4000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COther", "cadmin", "/other/CAdmin", "CAdmin/x", "all"})
    void other_originators_than_the_admin_are_answered_4103(String originator) {
        assertThat(test.code(Request.retrieve("cse-in").from(originator))).isEqualTo(4103);
        assertThat(test.code(Request.retrieve("cse-in").discover().from(originator)))
                .isEqualTo(4103);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", Map.of()).from(originator)))
                .isEqualTo(4103);
    }

    @Test
    void the_admin_may_write_its_identifier_in_each_form() {
        assertThat(test.code(Request.retrieve("cse-in").from("/id-in/CAdmin"))).isEqualTo(2000);
        assertThat(test.code(Request.retrieve("cse-in").from("//sp/id-in/CAdmin")))
                .isEqualTo(2000);
    }

    @Test
    void existence_is_checked_before_privileges_and_these_before_the_content() {
        assertThat(test.code(Request.create("cse-in/nothing", 12, "m2m:mgc", Map.of())
                        .from("COther")))
                .isEqualTo(4004);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", Map.of("foo", 1L))
                        .from("COther")))
                .isEqualTo(4103);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"CREATE", "UPDATE", "DELETE", "NOTIFY"})
    void discovery_is_a_retrieve(Operation operation) {
        assertThat(test.code(Request.of(operation, "cse-in").type(12).discover()))
                .isEqualTo(4000);
    }

    @ParameterizedTest
    @CsvSource({"CREATE, 4", "CREATE, 5", "UPDATE, 2", "UPDATE, 4", "DELETE, 2", "DELETE, 9"})
    void a_result_content_of_other_operations_is_answered_4000(Operation operation, int rcn) {
        assertThat(test.code(Request.of(operation, "cse-in").type(12).rcn(rcn))).isEqualTo(4000);
    }

    @Test
    void notifications_are_not_taken() {
        test.reboot("rb");
        assertThat(test.code(Request.of(Operation.NOTIFY, "cse-in"))).isEqualTo(5001);
        assertThat(test.code(Request.of(Operation.NOTIFY, "cse-in/rb"))).isEqualTo(4005);
        assertThat(test.sentence(Request.of(Operation.NOTIFY, "cse-in")))
                .contains("to create")
                .contains(";ty=12");
    }

    @Test
    void the_response_has_the_identifier_of_the_request() {
        assertThat(test.ask(Request.retrieve("cse-in")).requestId()).isEqualTo("r1");
        assertThat(test.ask(Request.retrieve("nothing")).requestId()).isEqualTo("r1");
        assertThat(test.ask(Request.retrieve("nothing")).content().orElseThrow().root())
                .isEqualTo("m2m:dbg");
    }
}
