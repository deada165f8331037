package org.viaduct.onem2m.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.DataType;
import org.viaduct.onem2m.type.Presence;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.onem2m.type.Selection;
import org.viaduct.onem2m.type.StructureType;
import org.viaduct.onem2m.type.TextType;

/** Reads the data file of a resource type, strictly: what is not known, or not consistent, is an error. */
final class ResourceTypeReader {

    private final DataTypes dataTypes;
    private final Map<String, Attribute> common = new LinkedHashMap<>();

    ResourceTypeReader(DataTypes dataTypes, Located commonAttributes) {
        this.dataTypes = dataTypes;
        for (Located declaration : commonAttributes.list()) {
            Attribute attribute = attribute(declaration, Optional.empty());
            common.put(attribute.shortName(), attribute);
        }
    }

    ResourceType read(Located file) {
        Members members = file.members();
        String clause = members.need("clause").text();
        List<Attribute> attributes = new ArrayList<>();
        for (Located shortName : members.need("common").list()) {
            attributes.add(Optional.ofNullable(common.get(shortName.text()))
                    .orElseThrow(() -> shortName.error("no common attribute is called '" + shortName.text() + "'")));
        }
        for (Located declaration : members.need("attributes").list()) {
            Attribute attribute = attribute(declaration, Optional.of(clause));
            if (attributes.stream().anyMatch(other -> other.shortName().equals(attribute.shortName()))) {
                throw declaration.error("the short name '" + attribute.shortName() + "' is taken");
            }
            attributes.add(attribute);
        }
        ResourceType type = new ResourceType(
                Math.toIntExact(members.need("ty").number()),
                members.take("mgd")
                        .map(mgd -> OptionalInt.of(Math.toIntExact(mgd.number())))
                        .orElse(OptionalInt.empty()),
                Optional.empty(),
                root(members.need("root")),
                members.need("name").text(),
                parents(members.need("parents")),
                members.take("refused").map(ResourceTypeReader::refusals).orElse(Map.of()),
                members.take("handled").map(ResourceTypeReader::operations).orElse(Set.of()),
                attributes,
                clause);
        members.none();
        return type;
    }

    private Attribute attribute(Located declaration, Optional<String> clauseOfType) {
        Members members = declaration.members();
        DataType type = dataTypes.named(members.need("type"));
        Optional<Located> max = members.take("max");
        if (max.isPresent()) {
            if (!(type instanceof TextType text)) {
                throw max.get().error("only a text has a 'max' of its own");
            }
            type = new TextType(Math.toIntExact(max.get().number()), text.pattern(), text.form());
        }
        Attribute attribute = new Attribute(
                members.need("name").text(),
                members.need("short").text(),
                type,
                presence(members.need("create")),
                presence(members.need("update")),
                members.flag("always"),
                members.flag("secret"),
                status(members.take("invalid")),
                status(members.take("missing")),
                selection(members.take("selection"), type),
                initial(members.take("initial"), type),
                members.take("clause")
                        .map(Located::text)
                        .or(() -> clauseOfType)
                        .orElseThrow(() -> declaration.error("'clause' is missing")));
        members.none();
        return attribute;
    }

    private static String root(Located root) {
        if (!root.text().matches("[a-z0-9]+:[A-Za-z0-9]{1,5}")) {
            throw root.error("'" + root.text() + "' is no root name: write namespace:short name");
        }
        return root.text();
    }

    private static Set<String> parents(Located parents) {
        return parents.list().stream().map(ResourceTypeReader::root).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<Operation, String> refusals(Located declaration) {
        Map<Operation, String> refusals = new EnumMap<>(Operation.class);
        declaration.map().forEach((name, sentence) -> refusals.put(operation(name, sentence), sentence.text()));
        return refusals;
    }

    private static Set<Operation> operations(Located names) {
        return names.list().stream().map(name -> operation(name.text(), name)).collect(Collectors.toUnmodifiableSet());
    }

    private static Operation operation(String name, Located where) {
        try {
            return Operation.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw where.error("no operation is called '" + name + "'");
        }
    }

    private static Presence presence(Located abbreviation) {
        return Presence.of(abbreviation.text()).orElseThrow(() -> abbreviation.error("write M, O, NP or NI"));
    }

    private static ResponseStatusCode status(Optional<Located> code) {
        return code.map(each -> ResponseStatusCode.of(Math.toIntExact(each.number()))
                        .orElseThrow(() -> each.error("no response status code has this number")))
                .orElse(ResponseStatusCode.BAD_REQUEST);
    }

    private static Optional<Selection> selection(Optional<Located> declaration, DataType type) {
        if (declaration.isEmpty()) {
            return Optional.empty();
        }
        if (!(type instanceof StructureType structure && structure.choice())) {
            throw declaration.get().error("only a choice has a 'selection'");
        }
        Members members = declaration.get().members();
        Map<Long, String> selected = new HashMap<>();
        members.need("members").map().forEach((number, member) -> {
            if (structure.field(member.text()).isEmpty()) {
                throw member.error(structure.name() + " has no member '" + member.text() + "'");
            }
            selected.put(DataTypes.whole(number, member), member.text());
        });
        Selection selection = new Selection(members.need("by").text(), selected);
        members.none();
        return Optional.of(selection);
    }

    private static Optional<Object> initial(Optional<Located> declaration, DataType type) {
        declaration.ifPresent(each -> type.check(each.value(), "initial").ifPresent(violation -> {
            throw each.error(violation.sentence());
        }));
        return declaration.map(Located::value);
    }
}
