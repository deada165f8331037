package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.viaduct.cwmp.codec.Kind;
import org.viaduct.cwmp.codec.Kind.Structure;
import org.viaduct.cwmp.codec.PlainValue;

/** One value of a call while its parts are being typed. */
abstract class Draft {

    static Draft of(Kind kind) {
        if (kind instanceof Kind.Listing listing) {
            return listing.item() instanceof Kind.Structures ? new Numbered(listing.item()) : new Plain();
        }
        return kind instanceof Kind.Structures structures ? new Parts(structures) : new Single();
    }

    /**
     * Takes one part.
     *
     * @param name what has been typed before it, for sentences
     * @param path the rest of the name
     * @throws IllegalArgumentException with a sentence
     */
    abstract void take(String name, List<String> path, PlainValue.Text value);

    abstract PlainValue value();

    private static void end(String name, List<String> path) {
        if (!path.isEmpty()) {
            throw new IllegalArgumentException(name + " is a single value and has no " + String.join(".", path));
        }
    }

    private static String first(String name, List<String> path, String choices) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("Say which part of " + name + " is meant: " + choices);
        }
        return path.get(0);
    }

    private static List<String> rest(List<String> path) {
        return path.subList(1, path.size());
    }

    /** A value that is typed once. */
    private static final class Single extends Draft {
        private final List<PlainValue.Text> given = new ArrayList<>(1);

        @Override
        void take(String name, List<String> path, PlainValue.Text value) {
            end(name, path);
            if (!given.isEmpty()) {
                throw new IllegalArgumentException(name + " is given twice");
            }
            given.add(value);
        }

        @Override
        PlainValue value() {
            return given.get(0);
        }
    }

    /** Values of which each is typed under the same name. */
    private static final class Plain extends Draft {
        private final List<PlainValue> given = new ArrayList<>();

        @Override
        void take(String name, List<String> path, PlainValue.Text value) {
            end(name, path);
            given.add(value);
        }

        @Override
        PlainValue value() {
            return new PlainValue.Items(given);
        }
    }

    /** Structures told apart by a number from 1, which the only one needs not. */
    private static final class Numbered extends Draft {
        private final Kind item;
        private final TreeMap<Integer, Draft> entries = new TreeMap<>();

        Numbered(Kind item) {
            this.item = item;
        }

        @Override
        void take(String name, List<String> path, PlainValue.Text value) {
            boolean numbered = !path.isEmpty() && path.get(0).matches("[1-9][0-9]{0,3}");
            int number = numbered ? Integer.parseInt(path.get(0)) : 1;
            try {
                entries.computeIfAbsent(number, absent -> of(item))
                        .take(numbered ? name + "." + number : name, numbered ? rest(path) : path, value);
            } catch (RepeatedPartException twice) {
                throw numbered
                        ? twice
                        : new IllegalArgumentException(
                                twice.getMessage() + ": number the entries, as in " + name + ".2");
            }
        }

        @Override
        PlainValue value() {
            return new PlainValue.Items(
                    entries.values().stream().map(Draft::value).toList());
        }
    }

    /** A structure, whose members are typed one by one. */
    private static final class Parts extends Draft {
        private static final String SUFFIX = "OpStruct";

        private final List<Structure> choices;
        private final Map<String, Draft> members = new LinkedHashMap<>();
        private String chosen;

        Parts(Kind.Structures kind) {
            choices = kind.choices();
            chosen = choices.size() == 1 ? choices.get(0).name() : "";
        }

        @Override
        void take(String name, List<String> path, PlainValue.Text value) {
            if (choices.size() == 1) {
                takeMember(choices.get(0), name, path, value);
                return;
            }
            String typed = first(name, path, shortNames());
            Structure choice = choices.stream()
                    .filter(each -> shortName(each).equals(typed) || each.name().equals(typed))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException(name + " has no " + typed + ", only " + shortNames()));
            if (!chosen.isEmpty() && !chosen.equals(choice.name())) {
                throw new RepeatedPartException(name + " is two things");
            }
            chosen = choice.name();
            takeMember(choice, name + "." + typed, rest(path), value);
        }

        private void takeMember(Structure structure, String name, List<String> path, PlainValue.Text value) {
            String names = structure.members().stream().map(Kind.Member::name).collect(Collectors.joining(", "));
            String typed = first(name, path, names);
            Kind.Member member = structure.members().stream()
                    .filter(each -> each.name().equals(typed))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no " + typed + ", only " + names));
            if (members.containsKey(typed) && !(member.kind() instanceof Kind.Listing)) {
                throw new RepeatedPartException(name + "." + typed + " is given twice");
            }
            members.computeIfAbsent(typed, absent -> of(member.kind())).take(name + "." + typed, rest(path), value);
        }

        private String shortNames() {
            return choices.stream().map(Parts::shortName).collect(Collectors.joining(", "));
        }

        private static String shortName(Structure structure) {
            return structure.name().endsWith(SUFFIX)
                    ? structure.name().substring(0, structure.name().length() - SUFFIX.length())
                    : structure.name();
        }

        @Override
        PlainValue value() {
            Map<String, PlainValue> values = new LinkedHashMap<>();
            members.forEach((name, draft) -> values.put(name, draft.value()));
            return new PlainValue.Members(chosen, values);
        }
    }

    /** A part that an entry of its own would have room for. */
    private static final class RepeatedPartException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        RepeatedPartException(String sentence) {
            super(sentence);
        }
    }
}
