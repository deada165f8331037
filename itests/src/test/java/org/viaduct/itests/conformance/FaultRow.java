package org.viaduct.itests.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.viaduct.onem2m.ExecResult;

/** A row of the ten fault tables of TS-0006 8.2. */
record FaultRow(String table, int code, ExecResult result) {

    static final int COUNT = 67;

    private static final String SOURCE =
            "bundles/fault.mapping/src/main/resources/org/viaduct/fault/mapping/faults.csv";

    /** @throws IllegalStateException when there are not {@link #COUNT} */
    static List<FaultRow> all() throws IOException {
        Path source = Path.of(System.getProperty("viaduct.basedir"), SOURCE);
        List<FaultRow> rows = Files.readAllLines(source).stream()
                .skip(1)
                .map(line -> line.split(",", 4))
                .map(cells -> new FaultRow(cells[0], Integer.parseInt(cells[1]), ExecResult.valueOf(cells[2])))
                .distinct()
                .toList();
        if (rows.size() != COUNT) {
            throw new IllegalStateException(source + " has " + rows.size() + " rows, not " + COUNT);
        }
        return rows;
    }

    @Override
    public String toString() {
        return "table " + table + " fault " + code;
    }
}
