package org.viaduct.shell.cwmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.codec.Kind;
import org.viaduct.cwmp.codec.PlainValue;
import org.viaduct.cwmp.codec.PlainValue.Text;
import org.viaduct.cwmp.codec.RpcDescription;
import org.viaduct.shell.Console;

/**
 * The arguments of an RPC as they are typed: {@code Name=value}, {@code Name:type=value} where a value has a type of its
 * own, {@code List.1.Member=value} for structures, and in short a parameter's path.
 */
final class CallArguments {
    private static final String ASK = "?";
    private static final Pattern NAMED = Pattern.compile("([^=:\\s]+)(?::([A-Za-z0-9]+))?=(.*)", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}.*");

    private final RpcDescription rpc;
    private final Console console;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final List<PlainValue> parameters = new ArrayList<>();
    private boolean secretTyped;

    private CallArguments(RpcDescription rpc, Console console) {
        this.rpc = rpc;
        this.console = console;
    }

    /**
     * The RPC that was typed; passwords are asked for where {@code ?} stands for them.
     *
     * @throws IllegalArgumentException with a sentence
     */
    static CwmpRequest request(RpcDescription rpc, List<String> typed, Console console) throws IOException {
        CallArguments arguments = new CallArguments(rpc, console);
        for (String each : typed) {
            arguments.take(each);
        }
        return arguments.request();
    }

    private void take(String typed) throws IOException {
        var named = NAMED.matcher(typed);
        if (!named.matches()) {
            Kind.Member path = paths(rpc)
                    .filter(argument -> typed.contains("."))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "An argument is written Name=value, not " + typed + "; " + allowed()));
            draft(path).take(path.name(), List.of(), new Text(typed));
            return;
        }
        String name = named.group(1);
        String type = named.group(2) == null ? "" : named.group(2);
        String value = named.group(3);
        List<String> path = Arrays.asList(name.split("\\.", -1));
        Optional<Kind.Member> argument = rpc.arguments().stream()
                .filter(each -> each.name().equals(path.get(0)))
                .findFirst();
        if (argument.isPresent()) {
            draft(argument.get()).take(path.get(0), path.subList(1, path.size()), new Text(entered(name, value), type));
        } else if (path.size() > 1 && values(rpc).isPresent()) {
            parameters.add(new PlainValue.Members(
                    "", Map.of("Name", new Text(name), "Value", typedValue(name, type, entered(name, value)))));
        } else {
            throw new IllegalArgumentException(rpc.name() + " has no argument " + path.get(0) + "; " + allowed());
        }
    }

    private Draft draft(Kind.Member argument) {
        return drafts.computeIfAbsent(argument.name(), absent -> Draft.of(argument.kind()));
    }

    private String entered(String name, String value) throws IOException {
        if (!SecretNames.isSecret(name)) {
            return name.equals(FileTypes.ARGUMENT) ? FileTypes.full(rpc.name(), value) : value;
        }
        if (value.equals(ASK)) {
            return console.secret(name + ": ");
        }
        if (!secretTyped && !value.isEmpty()) {
            secretTyped = true;
            console.progress()
                    .println(
                            name + " was typed in the open, so it may be seen on the terminal and kept in its history: "
                                    + "write " + name + "=? to be asked for it.");
        }
        return value;
    }

    private CwmpRequest request() {
        Map<String, PlainValue> arguments = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> arguments.put(name, draft.value()));
        if (!parameters.isEmpty()) {
            String list = values(rpc).orElseThrow().name();
            List<PlainValue> all = new ArrayList<>();
            if (arguments.get(list) instanceof PlainValue.Items items) {
                all.addAll(items.items());
            }
            all.addAll(parameters);
            arguments.put(list, new PlainValue.Items(all));
        }
        return rpc.request(arguments);
    }

    private String allowed() {
        if (rpc.arguments().isEmpty()) {
            return rpc.name() + " has no arguments";
        }
        String names = rpc.arguments().stream().map(Kind.Member::name).collect(Collectors.joining(", "));
        return rpc.name() + " has " + names
                + (values(rpc).isPresent() ? ", and takes parameters as Device.Time.Enable=true" : "");
    }

    /** The argument that takes the paths of parameters or objects, which are known for what they are without its name. */
    static Optional<Kind.Member> paths(RpcDescription rpc) {
        return rpc.arguments().stream()
                .limit(1)
                .filter(first ->
                        first.name().startsWith("Parameter") || first.name().startsWith("ObjectName"))
                .filter(first -> first.kind() instanceof Kind.Scalar
                        || first.kind() instanceof Kind.Listing list && list.item() instanceof Kind.Scalar)
                .findFirst();
    }

    /** The argument that takes parameters with their values. */
    static Optional<Kind.Member> values(RpcDescription rpc) {
        return rpc.arguments().stream()
                .filter(each -> each.kind() instanceof Kind.Listing list
                        && list.item() instanceof Kind.Structures structures
                        && structures.choices().get(0).members().stream()
                                .anyMatch(member -> member.kind() instanceof Kind.TypedScalar))
                .findFirst();
    }

    private static Text typedValue(String name, String type, String value) {
        return new Text(value, type.isEmpty() ? guessedType(name, value) : type);
    }

    /** The type of the data model is not known here: what the value looks like is most often right. */
    static String guessedType(String name, String value) {
        if (SecretNames.isSecret(name)) {
            return "string";
        }
        if (value.equals("true") || value.equals("false")) {
            return "boolean";
        }
        if (value.matches("0|[1-9]\\d{0,9}") && Long.parseLong(value) <= 0xFFFF_FFFFL) {
            return "unsignedInt";
        }
        if (value.matches("-[1-9]\\d{0,8}")) {
            return "int";
        }
        return TIME.matcher(value).matches() ? "dateTime" : "string";
    }
}
