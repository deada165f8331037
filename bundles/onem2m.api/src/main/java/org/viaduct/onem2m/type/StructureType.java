package org.viaduct.onem2m.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A complex type of TS-0004 6.3.5.
 *
 * @param name such as {@code m2m:downloadArgsType}
 * @param choice whether at most one of the fields may be there (xs:choice)
 */
public record StructureType(String name, List<Field> fields, boolean choice) implements DataType {

    public StructureType {
        fields = List.copyOf(fields);
    }

    public Optional<Field> field(String shortName) {
        return fields.stream()
                .filter(each -> each.shortName().equals(shortName))
                .findFirst();
    }

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        if (!(value instanceof Map<?, ?> members)) {
            return Optional.of(Violation.invalid(path, this, value));
        }
        List<String> present = new ArrayList<>();
        for (Object key : members.keySet()) {
            String member = String.valueOf(key);
            if (field(member).isEmpty()) {
                return Optional.of(Violation.invalid(
                        path,
                        path + " has a member " + Violation.quoted(member) + ", which " + name
                                + " has not: its members are " + shortNames() + "."));
            }
            present.add(member);
        }
        if (choice && present.size() > 1) {
            return Optional.of(Violation.invalid(
                    path, path + " has " + String.join(" and ", present) + ": write only one of these."));
        }
        Optional<Violation> missing = Optional.empty();
        for (Field field : fields) {
            Optional<Violation> found = check(field, members, path + "." + field.shortName());
            if (found.isPresent() && found.get().kind() == Violation.Kind.INVALID) {
                return found;
            }
            missing = missing.or(() -> found);
        }
        return missing;
    }

    @Override
    public String description() {
        return "an object with the members " + shortNames();
    }

    @Override
    public Object withoutSecrets(Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Field field : fields) {
            Object member = members.get(field.shortName());
            if (member != null && !field.secret()) {
                shown.put(field.shortName(), field.type().withoutSecrets(member));
            }
        }
        return shown;
    }

    private static Optional<Violation> check(Field field, Map<?, ?> members, String path) {
        Object member = members.get(field.shortName());
        if (field.mandatory() && (!members.containsKey(field.shortName()) || "".equals(member))) {
            return Optional.of(new Violation(
                    path,
                    Violation.Kind.MISSING,
                    path + " (" + field.name() + ") is missing: it is mandatory and must be "
                            + field.type().description() + "."));
        }
        return members.containsKey(field.shortName()) ? field.type().check(member, path) : Optional.empty();
    }

    private String shortNames() {
        return fields.stream().map(Field::shortName).collect(Collectors.joining(", "));
    }
}
