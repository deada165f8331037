package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.codec.Kind;
import org.viaduct.cwmp.codec.RpcDescription;

/** What can be typed next as an argument of an RPC. */
final class ArgumentNames {
    private static final Pattern NUMBER = Pattern.compile("\\.([1-9][0-9]{0,3})\\.");

    private final RpcDescription rpc;
    private final List<String> others;
    private final int number;
    private final List<String> names = new ArrayList<>();

    private ArgumentNames(RpcDescription rpc, List<String> others, int number) {
        this.rpc = rpc;
        this.others = others;
        this.number = number;
    }

    /**
     * @param typed the arguments of the RPC that are there, that at the cursor included
     * @param prefix what is typed of the one at the cursor
     * @param root the root object of the CPE's data model; empty where it is not known
     */
    static List<String> of(RpcDescription rpc, List<String> typed, String prefix, String root) {
        List<String> others = new ArrayList<>(typed);
        others.remove(prefix);
        Matcher numbered = NUMBER.matcher(prefix);
        int number = numbered.find() ? Integer.parseInt(numbered.group(1)) : 1;
        ArgumentNames names = new ArgumentNames(rpc, others, number);
        rpc.arguments().forEach(argument -> names.add(argument.name(), argument.name(), argument.kind()));
        if (!root.isEmpty()) {
            CallArguments.paths(rpc)
                    .filter(argument -> argument.kind() instanceof Kind.Listing || others.isEmpty())
                    .ifPresent(argument -> names.names.addAll(List.of(root, argument.name() + "=" + root)));
            CallArguments.values(rpc).ifPresent(argument -> names.names.add(root));
        }
        return names.names;
    }

    private void add(String path, String last, Kind kind) {
        if (kind instanceof Kind.Listing listing) {
            if (listing.item() instanceof Kind.Structures structures) {
                add(path + "." + number, last, structures);
            } else {
                names.add(path + "=");
            }
        } else if (kind instanceof Kind.Structures structures) {
            for (Kind.Structure choice : structures.choices()) {
                String start = structures.choices().size() == 1
                        ? path
                        : path + "." + choice.name().replace("OpStruct", "");
                choice.members().forEach(member -> add(start + "." + member.name(), member.name(), member.kind()));
            }
        } else if (others.stream().noneMatch(other -> other.startsWith(path + "=") || other.startsWith(path + ":"))) {
            addSingle(path, last, kind);
        }
    }

    private void addSingle(String path, String last, Kind kind) {
        if (SecretNames.isSecret(last)) {
            names.add(path + "=?");
        } else if (kind.equals(new Kind.Scalar("boolean"))) {
            names.add(path + "=true");
            names.add(path + "=false");
        } else if (last.equals(FileTypes.ARGUMENT)) {
            FileTypes.numbers(rpc.name()).forEach(number -> names.add(path + "=" + number));
        } else {
            names.add(path + "=");
        }
    }
}
