package org.viaduct.fault.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;

class FaultDocumentationTest {

    /** The columns of the table in docs/mgmtcmd.md, behind code and execResult. */
    private static final List<Set<FaultTable>> COLUMNS = List.of(
            Set.of(FaultTable.DOWNLOAD),
            Set.of(FaultTable.UPLOAD),
            Set.of(FaultTable.TRANSFER_COMPLETE),
            Set.of(FaultTable.CHANGE_DU_STATE),
            Set.of(FaultTable.DU_STATE_CHANGE_COMPLETE),
            Set.of(FaultTable.REBOOT),
            Set.of(FaultTable.FACTORY_RESET),
            Set.of(
                    FaultTable.CANCEL_TRANSFER_FOR_MGMT_CMD_DELETE,
                    FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL,
                    FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_DELETE));

    @Test
    void the_documented_table_is_that_of_the_data() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "..", "docs", "mgmtcmd.md")).stream()
                .filter(line -> line.matches("\\| 9\\d{3} .*"))
                .toList();
        List<String> expected = new TabulatedFaultMapper()
                .rows().stream()
                        .collect(Collectors.groupingBy(FaultMapping::code, TreeMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(FaultDocumentationTest::line)
                        .toList();
        assertThat(documented).isEqualTo(expected);
    }

    private static String line(List<FaultMapping> rows) {
        Set<FaultTable> tables = rows.stream().map(FaultMapping::table).collect(Collectors.toSet());
        FaultMapping first = rows.get(0);
        return COLUMNS.stream()
                .map(column -> tables.containsAll(column) ? " × |" : "  |")
                .collect(Collectors.joining(
                        "", "| " + first.code() + " | " + first.result().value() + " " + first.result() + " |", ""));
    }
}
