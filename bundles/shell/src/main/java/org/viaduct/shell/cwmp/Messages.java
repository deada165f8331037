package org.viaduct.shell.cwmp;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.codec.PlainMessage;
import org.viaduct.cwmp.codec.PlainValue;
import org.viaduct.cwmp.codec.PlainValue.Items;
import org.viaduct.cwmp.codec.PlainValue.Members;
import org.viaduct.cwmp.codec.PlainValue.Text;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;
import org.viaduct.shell.Table;

/** RPCs and what CPEs answer, printed for people: a line for each single value, a table for each list, secrets masked. */
final class Messages {
    private static final String NAME = "Name";
    private static final String UNKNOWN_TIME = "0001-01-01T00:00:00Z";

    /** What Status 0 and 1 say (TR-069 A.3.2.1, A.3.2.6 to A.3.2.8, A.4.1.5). */
    private static final List<String> CHANGE_STATUS = List.of("applied", "accepted, but not yet applied");

    private static final List<String> TRANSFER_STATUS = List.of("done", "not yet done, TransferComplete will tell");

    private final PrintStream out;

    Messages(PrintStream out) {
        this.out = out;
    }

    void request(CwmpRequest request) {
        arguments(request);
    }

    void outcome(CwmpOutcome outcome) {
        if (outcome instanceof CwmpOutcome.Success success) {
            arguments(success.response());
        } else if (outcome instanceof CwmpOutcome.Faulted faulted) {
            fault(faulted.fault());
        }
    }

    /** Such as {@code 9003 Invalid arguments}; of the CPE's own text what differs from the standard's. */
    static String line(CwmpFault fault) {
        String phrase = FaultCode.of(fault.code()).map(FaultCode::phrase).orElse("");
        String text = Presentable.text(fault.message()).strip();
        if (text.regionMatches(true, 0, phrase, 0, phrase.length())) {
            return (fault.code() + " " + text).strip();
        }
        return fault.code() + (phrase.isEmpty() ? "" : " " + phrase) + (text.isEmpty() ? "" : " (" + text + ")");
    }

    private void fault(CwmpFault fault) {
        out.println("Fault " + line(fault));
        Table table = Table.of("Parameter", "Fault");
        for (SetParameterValuesFault each : fault.parameterFaults()) {
            table.row(
                    Presentable.text(each.parameterName()), line(new CwmpFault(each.faultCode(), each.faultString())));
        }
        table.print(out);
    }

    private void arguments(CwmpMessage message) {
        if (message instanceof UnknownRequest || message instanceof UnknownResponse) {
            out.println(Presentable.text(message.name()) + ", which is no message of CWMP; its arguments are not kept");
            return;
        }
        Members members = PlainMessage.of(message);
        Table singles = Table.ofFacts();
        flat(members).forEach((name, value) -> {
            if (!value.isEmpty()) {
                singles.row(name, withMeaning(message.name(), name, value));
            }
        });
        singles.print(out);
        members.members().forEach((name, value) -> {
            if (value instanceof Items items) {
                list(name, items);
            }
        });
    }

    private static String withMeaning(String message, String name, String value) {
        if (!name.equals("Status") || !value.equals("0") && !value.equals("1")) {
            return value;
        }
        boolean transfer = message.equals("DownloadResponse") || message.equals("UploadResponse");
        return value + " (" + (transfer ? TRANSFER_STATUS : CHANGE_STATUS).get(Integer.parseInt(value)) + ")";
    }

    private void list(String name, Items items) {
        if (items.items().isEmpty()) {
            out.println(name + " is empty");
            return;
        }
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (PlainValue item : items.items()) {
            Map<String, String> row =
                    item instanceof Members members ? flat(members) : Map.of(name, single(name, item));
            rows.add(row);
            row.forEach((column, value) -> {
                if (!value.isEmpty() || columns.isEmpty()) {
                    columns.add(column);
                }
            });
        }
        Table table = Table.of(columns.toArray(String[]::new));
        rows.forEach(row -> table.row(
                columns.stream().map(column -> row.getOrDefault(column, "")).toArray()));
        table.print(out);
    }

    /** The single values of a structure, those of structures in it named by their path. */
    private static Map<String, String> flat(Members structure) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean secret = structure.members().get(NAME) instanceof Text name && SecretNames.isSecret(name.text());
        structure.members().forEach((name, value) -> {
            if (value instanceof Members inner) {
                flat(inner).forEach((innerName, text) -> values.put(name + "." + innerName, text));
            } else if (value instanceof Text text) {
                boolean masked = secret && name.equals("Value") && !text.text().isEmpty();
                values.put(name, masked ? Presentable.MASK : single(name, text));
                if (!text.type().isEmpty()) {
                    values.put("Type", text.type());
                }
            } else if (!structure.structure().endsWith("Response") && value instanceof Items items && hasTexts(items)) {
                values.put(
                        name,
                        String.join(
                                ", ",
                                items.items().stream()
                                        .map(item -> single(name, item))
                                        .toList()));
            }
        });
        return values;
    }

    private static boolean hasTexts(Items items) {
        return !items.items().isEmpty() && items.items().get(0) instanceof Text;
    }

    private static String single(String name, PlainValue value) {
        String text = value instanceof Text single ? single.text() : "";
        return text.equals(UNKNOWN_TIME) ? "unknown" : Presentable.value(name, text);
    }
}
