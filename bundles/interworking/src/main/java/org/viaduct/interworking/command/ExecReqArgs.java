package org.viaduct.interworking.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * An execReqArgs that fits its cmdType (TS-0004 6.3.5.15), taken apart: the passwords leave it.
 *
 * @param entries those of the cmdType's list, without passwords
 * @param passwords one for each entry, empty where it has none
 */
public record ExecReqArgs(CommandType type, List<Map<String, Object>> entries, List<String> passwords) {

    private static final String PASSWORD = "pwd";
    private static final Pattern URL_WITH_USER = Pattern.compile("^[^/]*//[^/?#]*@");

    public ExecReqArgs {
        entries = List.copyOf(entries);
        passwords = List.copyOf(passwords);
    }

    /**
     * Checks in the order of TS-0004 7.4.16.2.1.
     *
     * @param attribute the value of exra, if there is one
     * @throws OneM2mException 6023 for arguments that are not the cmdType's, 6024 for missing ones
     */
    public static ExecReqArgs check(CommandType type, Optional<Object> attribute) {
        List<Map<String, Object>> entries =
                attribute.map(value -> entries(type, value)).orElse(List.of());
        if (entries.size() > type.maximumEntries()) {
            throw invalid("exra." + type.member() + " has " + entries.size() + " entries; " + type.rpc()
                    + " takes at most " + type.maximumEntries() + ": create a <mgmtCmd> for each.");
        }
        entries.forEach(entry -> checkAnyArguments(type, entry));
        entries.forEach(ExecReqArgs::checkUrl);
        if (entries.isEmpty() && type.needsArguments()) {
            throw insufficient("cmt " + type.cmdType().value() + " (" + type + ") needs exra." + type.member()
                    + " with one entry at least.");
        }
        entries.forEach(entry -> checkRequired(type, entry));
        return split(type, entries);
    }

    /** What remains of a checked exra that was stored, with its passwords beside it. */
    public static ExecReqArgs stored(CommandType type, Optional<Object> attribute, List<String> passwords) {
        List<Map<String, Object>> entries =
                attribute.map(value -> entries(type, value)).orElse(List.of());
        List<String> padded = new ArrayList<>(passwords);
        while (padded.size() < entries.size()) {
            padded.add("");
        }
        return new ExecReqArgs(type, entries, padded);
    }

    /** The value of exra as it is stored and shown. */
    public Map<String, Object> attribute() {
        return Map.of(type.member(), entries);
    }

    public boolean hasPasswords() {
        return passwords.stream().anyMatch(password -> !password.isEmpty());
    }

    /** The anyArg of an entry with this name, if there is one. */
    public static Optional<Object> anyArgument(Map<String, Object> entry, String name) {
        return anyArguments(entry).stream()
                .filter(argument -> name.equals(argument.get("nm")))
                .findFirst()
                .map(argument -> argument.get("val"));
    }

    private static ExecReqArgs split(CommandType type, List<Map<String, Object>> entries) {
        List<Map<String, Object>> clean = new ArrayList<>();
        List<String> passwords = new ArrayList<>();
        for (Map<String, Object> entry : entries) {
            Map<String, Object> copy = new LinkedHashMap<>(entry);
            passwords.add(copy.remove(PASSWORD) instanceof String password ? password : "");
            clean.add(copy);
        }
        return new ExecReqArgs(type, clean, passwords);
    }

    private static List<Map<String, Object>> entries(CommandType type, Object attribute) {
        if (!(attribute instanceof Map<?, ?> members)) {
            throw invalid("exra is not an object: write {\"" + type.member() + "\": [{...}]}.");
        }
        for (Object member : members.keySet()) {
            if (!type.member().equals(member)) {
                throw invalid("exra." + member + " does not go with cmt "
                        + type.cmdType().value() + " (" + type + "), whose arguments are exra." + type.member()
                        + CommandType.ofMember(String.valueOf(member))
                                .map(other ->
                                        "; it belongs to cmt " + other.cmdType().value() + ".")
                                .orElse("."));
            }
        }
        return objects(members.get(type.member()), "exra." + type.member());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object value, String where) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return (List<Map<String, Object>>) list;
        }
        throw invalid(where + " is not an array of objects.");
    }

    private static void checkAnyArguments(CommandType type, Map<String, Object> entry) {
        for (Map<String, Object> argument : anyArguments(entry)) {
            if (!type.anyArguments().contains(String.valueOf(argument.get("nm")))) {
                throw invalid("The anyArg '" + argument.get("nm") + "' is no argument that " + type.rpc() + " takes"
                        + (type.anyArguments().isEmpty()
                                ? ": leave any out."
                                : " that way; known: " + String.join(", ", type.anyArguments()) + "."));
            }
        }
    }

    /** A URL is stored and shown as it is. */
    private static void checkUrl(Map<String, Object> entry) {
        if (entry.get("url") instanceof String url && URL_WITH_USER.matcher(url).find()) {
            throw invalid(
                    "The url names a user: leave user and password out of it, and give them as unm and pwd, which are"
                            + " not shown.");
        }
    }

    private static List<Map<String, Object>> anyArguments(Map<String, Object> entry) {
        return objects(entry.get("any"), "any");
    }

    private static void checkRequired(CommandType type, Map<String, Object> entry) {
        for (String field : type.required()) {
            if (!(entry.get(field) instanceof String text) || text.isEmpty()) {
                throw insufficient("Give each entry of exra." + type.member() + " a " + field + ": " + type.rpc()
                        + " cannot do without.");
            }
        }
    }

    private static OneM2mException invalid(String sentence) {
        return new OneM2mException(ResponseStatusCode.INVALID_ARGUMENTS, sentence);
    }

    private static OneM2mException insufficient(String sentence) {
        return new OneM2mException(ResponseStatusCode.INSUFFICIENT_ARGUMENTS, sentence);
    }

    /** Leaves the passwords out. */
    @Override
    public String toString() {
        return "ExecReqArgs[type=" + type + ", entries=" + entries + "]";
    }
}
