package org.viaduct.fault.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.VendorFaults;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResponseStatusCode;

class TabulatedFaultMapperTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    private static final Set<Integer> CANCEL_TRANSFER = Set.of(9000, 9001, 9021);

    private final TabulatedFaultMapper mapper = new TabulatedFaultMapper();

    static List<FaultMapping> rows() {
        return new TabulatedFaultMapper().rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_row_is_found_by_table_and_code(FaultMapping row) {
        assertThat(map(row.table(), row.code())).isEqualTo(row);
    }

    @Test
    void there_are_67_rows() {
        assertThat(rows()).hasSize(67);
    }

    @Test
    void codes_and_results_are_a_bijection_of_28() {
        Map<Integer, Set<ExecResult>> results = rows().stream()
                .collect(Collectors.groupingBy(
                        FaultMapping::code, Collectors.mapping(FaultMapping::result, Collectors.toSet())));
        Map<ExecResult, Set<Integer>> codes = rows().stream()
                .collect(Collectors.groupingBy(
                        FaultMapping::result, Collectors.mapping(FaultMapping::code, Collectors.toSet())));
        assertThat(results).hasSize(28).allSatisfy((code, set) -> assertThat(set)
                .hasSize(1));
        assertThat(codes).hasSize(28).allSatisfy((result, set) -> assertThat(set)
                .hasSize(1));
    }

    @Test
    void each_table_lists_the_codes_its_rpc_may_answer_with() {
        Map<FaultTable, Set<Integer>> expected = new EnumMap<>(FaultTable.class);
        expected.put(FaultTable.DOWNLOAD, Set.of(9000, 9001, 9002, 9003, 9004, 9010, 9012, 9013));
        expected.put(FaultTable.UPLOAD, Set.of(9000, 9001, 9002, 9003, 9004, 9011, 9012, 9013));
        expected.put(FaultTable.REBOOT, Set.of(9001, 9002, 9003));
        expected.put(FaultTable.FACTORY_RESET, Set.of(9000, 9001, 9002, 9003));
        expected.put(FaultTable.CHANGE_DU_STATE, Set.of(9000, 9001, 9002, 9004));
        expected.put(FaultTable.CANCEL_TRANSFER_FOR_MGMT_CMD_DELETE, CANCEL_TRANSFER);
        expected.put(FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL, CANCEL_TRANSFER);
        expected.put(FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_DELETE, CANCEL_TRANSFER);
        expected.put(
                FaultTable.TRANSFER_COMPLETE,
                codes(IntStream.of(9001, 9002, 9010, 9011, 9012), IntStream.rangeClosed(9014, 9020)));
        expected.put(
                FaultTable.DU_STATE_CHANGE_COMPLETE,
                codes(
                        IntStream.of(9001, 9003, 9012, 9013),
                        IntStream.concat(IntStream.rangeClosed(9015, 9018), IntStream.rangeClosed(9022, 9032))));

        Map<FaultTable, Set<Integer>> actual = rows().stream()
                .collect(Collectors.groupingBy(
                        FaultMapping::table, Collectors.mapping(FaultMapping::code, Collectors.toSet())));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void results_have_the_numbers_of_ts_0004() {
        assertThat(map(FaultTable.DOWNLOAD, 9010).result().value()).isEqualTo(7);
        assertThat(map(FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL, 9021)
                        .result())
                .isEqualTo(ExecResult.STATUS_CANCELLATION_DENIED);
        assertThat(map(FaultTable.DU_STATE_CHANGE_COMPLETE, 9031).result().value())
                .isEqualTo(29);
        assertThat(map(FaultTable.TRANSFER_COMPLETE, 9020).result().value()).isEqualTo(19);
    }

    @Test
    void a_code_of_another_table_is_looked_up_in_the_dictionary() {
        FaultMapping mapping = map(FaultTable.REBOOT, 9000);
        assertThat(mapping.result()).isEqualTo(ExecResult.STATUS_REQUEST_UNSUPPORTED);
        assertThat(mapping.source()).isEqualTo(FaultMapping.Source.DICTIONARY);
        assertThat(mapping.table()).isEqualTo(FaultTable.REBOOT);
    }

    @Test
    void a_code_that_nobody_knows_is_an_internal_error() {
        for (int code : new int[] {9005, 9009, 9033, 9800, 0, -1, 4711}) {
            FaultMapping mapping = map(FaultTable.DOWNLOAD, code);
            assertThat(mapping.result()).isEqualTo(ExecResult.STATUS_INTERNAL_ERROR);
            assertThat(mapping.source()).isEqualTo(FaultMapping.Source.UNKNOWN);
            assertThat(mapping.code()).isEqualTo(code);
        }
    }

    @Test
    void method_not_supported_answers_the_execute_with_5001_and_all_else_with_4000() {
        assertThat(rows()).allSatisfy(row -> assertThat(row.executeStatus())
                .isEqualTo(row.code() == 9000 ? ResponseStatusCode.NOT_IMPLEMENTED : ResponseStatusCode.BAD_REQUEST));
        assertThat(map(FaultTable.REBOOT, 9000).executeStatus()).isEqualTo(ResponseStatusCode.NOT_IMPLEMENTED);
    }

    @Test
    void a_vendor_explains_its_own_codes_to_its_own_devices_while_it_is_there() {
        VendorFaults vendor = () -> List.of(new VendorFault(9800, ExecResult.STATUS_RESOURCES_EXCEEDED, "Flash full"));
        mapper.addVendor(vendor, properties(0, "00d09e"));

        FaultMapping mapping = map(FaultTable.DOWNLOAD, 9800);
        assertThat(mapping.result()).isEqualTo(ExecResult.STATUS_RESOURCES_EXCEEDED);
        assertThat(mapping.description()).isEqualTo("Flash full");
        assertThat(mapping.source()).isEqualTo(FaultMapping.Source.VENDOR);
        assertThat(mapper.map(FaultTable.DOWNLOAD, new CpeId("ABCDEF", "", "1"), new CwmpFault(9800, ""))
                        .source())
                .isEqualTo(FaultMapping.Source.UNKNOWN);

        mapper.removeVendor(vendor, properties(0, "00d09e"));
        assertThat(map(FaultTable.DOWNLOAD, 9800).source()).isEqualTo(FaultMapping.Source.UNKNOWN);
    }

    @Test
    void of_several_vendor_bundles_the_highest_ranking_that_knows_the_code_wins() {
        mapper.addVendor(
                () -> List.of(
                        new VendorFault(9800, ExecResult.STATUS_INTERNAL_ERROR, "low"),
                        new VendorFault(9801, ExecResult.STATUS_INTERNAL_ERROR, "low")),
                properties(1, "00D09E"));
        mapper.addVendor(
                () -> List.of(new VendorFault(9800, ExecResult.STATUS_INTERNAL_ERROR, "high")),
                properties(5, "00D09E", "ABCDEF"));

        assertThat(map(FaultTable.DOWNLOAD, 9800).description()).isEqualTo("high");
        assertThat(map(FaultTable.DOWNLOAD, 9801).description()).isEqualTo("low");
    }

    @Test
    void a_vendor_bundle_that_fails_is_left_out() {
        mapper.addVendor(
                () -> {
                    throw new IllegalStateException("broken");
                },
                properties(1, "00D09E"));
        assertThat(map(FaultTable.DOWNLOAD, 9800).source()).isEqualTo(FaultMapping.Source.UNKNOWN);
    }

    @Test
    void damaged_tables_are_refused() {
        String header = "table,fault_code,exec_result,description\n";
        assertThatThrownBy(() -> FaultTables.read(new StringReader(header)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 0 rows, not 67");
        assertThatThrownBy(
                        () -> FaultTables.read(
                                new StringReader(
                                        header
                                                + """
                        8.2.1.6-1,9001,STATUS_REQUEST_DENIED,"Request denied"
                        8.2.1.7-1,9001,STATUS_INTERNAL_ERROR,"Request denied"
                        """)))
                .hasMessageContaining("9001 of table 8.2.1.7-1 has another execResult in table 8.2.1.6-1");
        assertThatThrownBy(() -> FaultTables.read(new StringReader(header + "8.9,9001,STATUS_SUCCESS,\"x\"\n")))
                .hasMessageContaining("no row of a table");
    }

    private FaultMapping map(FaultTable table, int code) {
        return mapper.map(table, CPE, new CwmpFault(code, "text"));
    }

    private static Set<Integer> codes(IntStream some, IntStream others) {
        return IntStream.concat(some, others).boxed().collect(Collectors.toSet());
    }

    /** Those of a service with an identifier of its own, as long as the ranking is. */
    private static Map<String, Object> properties(int ranking, String... ouis) {
        return Map.of(VendorDevices.OUIS, ouis, "service.ranking", ranking, "service.id", (long) ranking);
    }
}
