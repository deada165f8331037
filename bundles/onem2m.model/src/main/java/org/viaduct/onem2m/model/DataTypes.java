package org.viaduct.onem2m.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.viaduct.onem2m.type.AnyType;
import org.viaduct.onem2m.type.BooleanType;
import org.viaduct.onem2m.type.ContentType;
import org.viaduct.onem2m.type.DataType;
import org.viaduct.onem2m.type.DurationType;
import org.viaduct.onem2m.type.EnumerationType;
import org.viaduct.onem2m.type.Field;
import org.viaduct.onem2m.type.IntegerType;
import org.viaduct.onem2m.type.ListType;
import org.viaduct.onem2m.type.NcNameType;
import org.viaduct.onem2m.type.StructureType;
import org.viaduct.onem2m.type.TextType;
import org.viaduct.onem2m.type.TimestampType;
import org.viaduct.onem2m.type.UriType;

/** The data types by name, as {@code datatypes.json} declares them; each is declared before it is used. */
final class DataTypes {

    private final Map<String, DataType> byName = new LinkedHashMap<>();

    DataTypes(Located file) {
        file.map().forEach((name, declaration) -> byName.put(name, read(name, declaration.members())));
    }

    /** The type that a data file refers to by name. */
    DataType named(Located reference) {
        DataType type = byName.get(reference.text());
        if (type == null) {
            throw reference.error("no data type is called '" + reference.text() + "'");
        }
        return type;
    }

    private DataType read(String name, Members members) {
        members.need("clause").text();
        Located kind = members.need("kind");
        DataType type =
                switch (kind.text()) {
                    case "text" -> text(members);
                    case "boolean" -> new BooleanType();
                    case "integer" -> new IntegerType(
                            members.need("min").number(), members.need("max").number());
                    case "enumeration" -> new EnumerationType(name, values(members.need("values")));
                    case "duration" -> new DurationType();
                    case "timestamp" -> new TimestampType(members.flag("orEmpty"));
                    case "uri" -> new UriType(size(members.need("max")));
                    case "ncname" -> new NcNameType(size(members.need("max")));
                    case "any" -> new AnyType(size(members.need("max")));
                    case "content" -> new ContentType();
                    case "list" -> new ListType(
                            named(members.need("of")), size(members.need("min")), size(members.need("max")));
                    case "structure" -> new StructureType(name, fields(members.need("fields")), members.flag("choice"));
                    default -> throw kind.error("no kind of data type is called '" + kind.text() + "'");
                };
        members.none();
        return type;
    }

    private static TextType text(Members members) {
        Optional<Pattern> pattern = members.take("pattern").map(DataTypes::pattern);
        String form = members.take("form").map(Located::text).orElse("");
        return new TextType(size(members.need("max")), pattern, form);
    }

    private static Pattern pattern(Located regex) {
        try {
            return Pattern.compile(regex.text());
        } catch (PatternSyntaxException malformed) {
            throw regex.error("no regular expression: " + malformed.getDescription());
        }
    }

    private static TreeMap<Long, String> values(Located declaration) {
        TreeMap<Long, String> values = new TreeMap<>();
        declaration.map().forEach((number, name) -> values.put(whole(number, name), name.text()));
        return values;
    }

    /** A number that had to be written as the name of a member. */
    static long whole(String number, Located value) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException notANumber) {
            throw value.error("'" + number + "' is no whole number");
        }
    }

    private List<Field> fields(Located declarations) {
        List<Field> fields = new ArrayList<>();
        for (Located declaration : declarations.list()) {
            Members members = declaration.members();
            Field field = new Field(
                    members.need("name").text(),
                    members.need("short").text(),
                    named(members.need("type")),
                    members.flag("mandatory"),
                    members.flag("secret"));
            members.none();
            if (fields.stream().anyMatch(other -> other.shortName().equals(field.shortName()))) {
                throw declaration.error("the short name '" + field.shortName() + "' is taken");
            }
            fields.add(field);
        }
        return fields;
    }

    private static int size(Located number) {
        long size = number.number();
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw number.error("not a size");
        }
        return (int) size;
    }
}
