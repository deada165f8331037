package org.viaduct.cwmp.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How an object of a CPE's data model becomes a self-defined {@code <mgmtObj>} (TS-0001 9.6.15).
 *
 * @param root name of its representation: the prefix of the vendor's schema, a colon, and a short name of one to five letters
 *     and digits, such as {@code acme:cab}. The prefix {@code m2m} belongs to oneM2M
 * @param name of the {@code <mgmtObj>} below its {@code <node>}, such as {@code cabinet}
 * @param schema mgmtSchema: the URI of the schema that defines the attributes; another URI is another type
 * @param objectId objectIDs: the URN of the data model that the object is of, with its version
 * @param path objectPaths: of the one object on the CPE, such as {@code Device.X_00D09E_Cabinet.} or {@code
 *     Device.WiFi.SSID.1.}; never of a table ({@code {i}})
 * @param attributes in the order in which they are shown
 * @throws IllegalArgumentException with a sentence, if a part is not as it has to be
 */
public record ManagedObject(
        String root, String name, String schema, String objectId, String path, List<ObjectAttribute> attributes) {

    private static final Pattern ROOT = Pattern.compile("(?!m2m:)[A-Za-z][A-Za-z0-9]{0,31}:[A-Za-z][A-Za-z0-9]{0,4}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,15}");
    private static final Pattern URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7E&&[^<>\"\\\\^`{|}]]{1,1000}");
    private static final Pattern PATH = Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*|[0-9]+)(\\.[A-Za-z0-9_-]+)*\\.");

    /** Those of every {@code <mgmtObj>} (TS-0004 7.4.15.1), and the references to its children. */
    private static final Set<String> RESERVED = Set.of(
            "rn", "ty", "ri", "pi", "ct", "lt", "et", "lbl", "acpi", "daci", "at", "aa", "mgd", "obis", "obps", "mgs",
            "dc", "cmlk", "ch");

    private static final int LONGEST_PARAMETER = 256;
    private static final int MOST_ATTRIBUTES = 100;

    public ManagedObject {
        attributes = List.copyOf(attributes);
        check(ROOT, root, "root name, such as acme:cab, with a prefix other than m2m");
        check(NAME, name, "name of a <mgmtObj>: letters, digits, '_', '.' and '-'");
        check(URI, schema, "URI (mgmtSchema)");
        check(URI, objectId, "URN (objectIDs)");
        if (path.contains("{i}")) {
            throw new IllegalArgumentException("The path " + path
                    + " is that of a table: name one row of it, such as Device.WiFi.SSID.1., in an object of its own.");
        }
        check(PATH, path, "path of an object, with a dot at its end");
        if (attributes.isEmpty() || attributes.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    name + " has " + attributes.size() + " attributes: 1 to " + MOST_ATTRIBUTES + " are possible.");
        }
        Set<String> taken = new HashSet<>();
        for (ObjectAttribute attribute : attributes) {
            Stream.of(attribute.name(), attribute.shortName())
                    .distinct()
                    .filter(each -> !taken.add(each))
                    .findFirst()
                    .ifPresent(twice -> {
                        throw new IllegalArgumentException(name + " has two attributes with the name " + twice + ".");
                    });
            if (attribute instanceof ObjectAttribute.Parameter mapped
                    && path.length() + mapped.parameter().length() > LONGEST_PARAMETER) {
                throw new IllegalArgumentException("The path " + path + mapped.parameter() + " is longer than "
                        + LONGEST_PARAMETER + " characters.");
            }
        }
    }

    static void checkNames(String name, String shortName) {
        check(ATTRIBUTE, name, "name of an attribute: letters and digits");
        check(SHORT_NAME, shortName, "short name of an attribute: 1 to 16 letters and digits");
        if (RESERVED.contains(shortName)) {
            throw new IllegalArgumentException("Every <mgmtObj> has an attribute " + shortName + " already.");
        }
    }

    static void check(Pattern pattern, String text, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no " + what + ".");
        }
    }
}
