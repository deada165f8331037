package org.viaduct.fault.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * The rows of the ten tables of TS-0006 8.2. Codes and results are one bijection over all tables; the tables differ only in
 * the codes they list.
 */
final class FaultTables {

    private static final int METHOD_NOT_SUPPORTED = 9000;
    private static final int ROWS = 67;
    private static final String RESOURCE = "faults.csv";
    private static final Map<String, FaultTable> BY_NUMBER =
            Arrays.stream(FaultTable.values()).collect(Collectors.toMap(FaultTable::number, Function.identity()));

    private record Key(FaultTable table, int code) {}

    private final Map<Key, FaultMapping> rows;
    private final Map<Integer, FaultMapping> dictionary;

    /** @throws IllegalStateException when the rows are not complete or contradict each other */
    private FaultTables(List<FaultMapping> read) {
        Map<Key, FaultMapping> byKey = new LinkedHashMap<>();
        Map<Integer, FaultMapping> byCode = new HashMap<>();
        Map<ExecResult, Integer> codeOf = new HashMap<>();
        for (FaultMapping row : read) {
            check(byKey.put(new Key(row.table(), row.code()), row) == null, row, "stands there twice");
            FaultMapping first = byCode.computeIfAbsent(row.code(), code -> row);
            check(first.result() == row.result(), row, "has another execResult in table " + tableOf(first));
            int code = codeOf.computeIfAbsent(row.result(), result -> row.code());
            check(code == row.code(), row, "has the execResult of " + code);
        }
        Set<FaultTable> missing = EnumSet.allOf(FaultTable.class);
        byKey.keySet().forEach(key -> missing.remove(key.table()));
        if (byKey.size() != ROWS || !missing.isEmpty()) {
            throw new IllegalStateException(RESOURCE + " has " + byKey.size() + " rows, not " + ROWS
                    + (missing.isEmpty() ? "" : ", and none for " + missing));
        }
        rows = byKey;
        dictionary = byCode;
    }

    /** The tables that this bundle carries. */
    static FaultTables read() {
        try (Reader reader =
                new InputStreamReader(FaultTables.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", unreadable);
        }
    }

    static FaultTables read(Reader csv) throws IOException {
        List<FaultMapping> read = new ArrayList<>();
        BufferedReader lines = new BufferedReader(csv);
        lines.readLine();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(row(line));
        }
        return new FaultTables(read);
    }

    Optional<FaultMapping> row(FaultTable table, int code) {
        return Optional.ofNullable(rows.get(new Key(table, code)));
    }

    /** What another table says of a code, said of this one. */
    Optional<FaultMapping> dictionary(FaultTable table, int code) {
        return Optional.ofNullable(dictionary.get(code))
                .map(row -> mapping(table, code, row.description(), row.result(), FaultMapping.Source.DICTIONARY));
    }

    List<FaultMapping> rows() {
        return List.copyOf(rows.values());
    }

    /** The only place that says which status code a refused RPC gives the Execute UPDATE (as TS-0006 8.1.2 does). */
    static FaultMapping mapping(
            FaultTable table, int code, String description, ExecResult result, FaultMapping.Source source) {
        ResponseStatusCode executeStatus =
                code == METHOD_NOT_SUPPORTED ? ResponseStatusCode.NOT_IMPLEMENTED : ResponseStatusCode.BAD_REQUEST;
        return new FaultMapping(table, code, description, result, executeStatus, source);
    }

    private static FaultMapping row(String line) {
        String[] cells = line.split(",", 4);
        FaultTable table = cells.length == 4 ? BY_NUMBER.get(cells[0]) : null;
        if (table == null || cells[3].length() < 2) {
            throw new IllegalStateException(RESOURCE + ": this is no row of a table of TS-0006 8.2: " + line);
        }
        String description = cells[3].substring(1, cells[3].length() - 1);
        return mapping(
                table,
                Integer.parseInt(cells[1]),
                description,
                ExecResult.valueOf(cells[2]),
                FaultMapping.Source.TABLE);
    }

    private static String tableOf(FaultMapping row) {
        return row.table().number();
    }

    private static void check(boolean holds, FaultMapping row, String complaint) {
        if (!holds) {
            throw new IllegalStateException(
                    RESOURCE + ": " + row.code() + " of table " + tableOf(row) + " " + complaint);
        }
    }
}
