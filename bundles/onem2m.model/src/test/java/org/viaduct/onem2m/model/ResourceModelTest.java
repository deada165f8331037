package org.viaduct.onem2m.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecMode;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.EnumerationType;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.onem2m.type.Violation;

class ResourceModelTest {

    @TempDir
    Path changed;

    /** Tables 7.4.8.1-3, 7.4.12.1-3, 7.4.13.1-3, 7.4.15.1-2, 7.4.16.1-3, 7.4.17.1-3, 7.4.18.1-3 and D.8.1-2 of TS-0004. */
    @ParameterizedTest
    @CsvSource({
        "m2m:mgc,  12, dc O O|cmt M NP|exra O O|exe O O|ext M O|exm O O|exf O O|exy O O|exn O O",
        "m2m:exin, 8,  exs NP NP|exr NP NP|exd NP O|ext NP NP|exm NP NP|exf NP NP|exy NP NP|exn NP NP|exra NP NP",
        "m2m:nod,  14, ni M NI|hcl O O|hael O O|hsl O O|mgca O NI|rms NP NP|nid NP NP",
        "m2m:dvi,  13, mgd M NP|obis O NP|obps O NP|dc O O|dlb M NI|man M NP|mfdl O O|mfd O NP|mod M NP|smod O NP"
                + "|dty M NI|dvnm O O|fwv O NI|swv O NI|hwv O NP|osv O NI|cnty O NP|loc O O|syst O NI|spur O O|purl O O"
                + "|ptl O O",
        "m2m:mgo,  13, mgd M NP|obis O NP|obps O NP|mgs O NP|dc O O",
        "m2m:grp,  9,  mt O NP|spty O NP|cnm NP NP|mnm M O|mid M O|macp NI NI|mtv NP NP|csy O NP|gn O O|ssi NP NP"
                + "|nar NI NI",
        "m2m:req,  17, et NP NP|lbl NP NP|op NP NP|tg NP NP|org NP NP|rid NP NP|mi NP NP|pc NP NP|rs NP NP|ors NP NP",
        "m2m:sub,  23, cr NP NP|enc O O|exc O O|nu M O|gpi NI NI|nfu NI NI|bn NI NI|rl NI NI|psn NI NP|pn NI NI"
                + "|nsp NI NI|ln NI NI|nct O O|nec NI NI|su O NP|acrs NI NI",
        "m2m:cb,   5,  cst NP NP|csi NP NP|srt NP NP|poa NP NP|csz NP NP|srv NP NP"
    })
    void the_attributes_are_those_of_the_standard(String root, int ty, String table) throws Exception {
        ResourceType type = type(root);
        assertThat(type.type()).isEqualTo(ty);
        assertThat(type.attributes().stream()
                        .filter(attribute -> attribute.clause().equals(type.clause()))
                        .map(ResourceModelTest::row)
                        .collect(Collectors.joining("|")))
                .isEqualTo(table);
    }

    @Test
    void every_type_has_the_universal_attributes() throws Exception {
        for (ResourceType type : model().types()) {
            assertThat(type.attributes().stream().map(Attribute::shortName))
                    .as(type.name())
                    .startsWith("rn", "ty", "ri", "pi", "ct", "lt")
                    .contains("lbl")
                    .doesNotHaveDuplicates();
            assertThat(type.attributes().stream().map(Attribute::name))
                    .as(type.name())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void the_enumerations_are_those_of_the_api() throws Exception {
        assertThat(names("m2m:mgc", "cmt"))
                .isEqualTo(Stream.of(CmdType.values()).collect(Collectors.toMap(e -> (long) e.value(), Enum::name)));
        assertThat(names("m2m:mgc", "exm"))
                .isEqualTo(Stream.of(ExecMode.values()).collect(Collectors.toMap(e -> (long) e.value(), Enum::name)));
        assertThat(names("m2m:exin", "exs"))
                .isEqualTo(Stream.of(ExecStatus.values()).collect(Collectors.toMap(e -> (long) e.value(), Enum::name)));
        assertThat(names("m2m:exin", "exr"))
                .isEqualTo(Stream.of(ExecResult.values()).collect(Collectors.toMap(e -> (long) e.value(), Enum::name)));
    }

    @Test
    void what_only_the_cse_creates_is_refused_with_a_sentence() throws Exception {
        for (String root : List.of("m2m:exin", "m2m:nod", "m2m:dvi", "m2m:mgo", "m2m:cb", "m2m:req")) {
            assertThat(type(root).refusals()).as(root).containsKey(Operation.CREATE);
        }
        assertThat(type("m2m:mgc").refusals()).isEmpty();
        assertThat(type("m2m:exin").refusals()).containsOnlyKeys(Operation.CREATE);
    }

    @Test
    void types_with_effects_need_a_handler() throws Exception {
        assertThat(model().types().stream()
                        .filter(type -> !type.handled().isEmpty())
                        .map(ResourceType::root))
                .containsExactlyInAnyOrder("m2m:mgc", "m2m:exin", "m2m:grp", "m2m:req", "m2m:mgo");
    }

    @Test
    void the_csebase_is_the_last_to_be_published() throws Exception {
        assertThat(model().types()).last().extracting(ResourceType::root).isEqualTo("m2m:cb");
    }

    @Test
    void an_unknown_command_type_is_answered_6022() throws Exception {
        Attribute cmdType = attribute("m2m:mgc", "cmt");
        assertThat(cmdType.check(9L, Map.of("cmt", 9L)).map(cmdType::statusOf))
                .contains(ResponseStatusCode.INVALID_CMDTYPE);
    }

    @ParameterizedTest
    @CsvSource({"3, uld", "4, dld", "5, swin", "6, swun"})
    void a_command_without_its_mandatory_arguments_is_answered_6024(long command, String member) throws Exception {
        Attribute arguments = attribute("m2m:mgc", "exra");
        for (Object value :
                new Object[] {null, Map.of(), Map.of(member, List.of()), Map.of(member, List.of(Map.of()))}) {
            assertThat(arguments.check(value, Map.of("cmt", command)).map(arguments::statusOf))
                    .contains(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void a_reset_reboot_or_update_needs_no_arguments(long command) throws Exception {
        Attribute arguments = attribute("m2m:mgc", "exra");
        assertThat(arguments.check(null, Map.of("cmt", command))).isEmpty();
        assertThat(arguments.check(Map.of(), Map.of("cmt", command))).isEmpty();
    }

    @Test
    void arguments_of_another_command_are_answered_6023_before_6024() throws Exception {
        Attribute arguments = attribute("m2m:mgc", "exra");
        assertThat(arguments
                        .check(Map.of("dld", List.of(Map.of())), Map.of("cmt", 2L))
                        .map(arguments::statusOf))
                .contains(ResponseStatusCode.INVALID_ARGUMENTS);
    }

    @Test
    void a_download_needs_no_more_than_file_type_and_url() throws Exception {
        Attribute arguments = attribute("m2m:mgc", "exra");
        Map<String, Object> least = Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://127.0.0.1/fw");
        Map<String, Object> empty = Map.ofEntries(
                Map.entry("ftyp", "1 Firmware Upgrade Image"),
                Map.entry("url", "http://127.0.0.1/fw"),
                Map.entry("unm", ""),
                Map.entry("pwd", ""),
                Map.entry("fsi", 0L),
                Map.entry("tgf", ""),
                Map.entry("dss", 0L),
                Map.entry("surl", ""),
                Map.entry("stt", ""),
                Map.entry("cpt", ""),
                Map.entry("any", List.of(Map.of("nm", "FailureURL", "val", ""))));
        assertThat(arguments.check(Map.of("dld", List.of(least)), Map.of("cmt", 4L)))
                .isEmpty();
        assertThat(arguments.check(Map.of("dld", List.of(empty)), Map.of("cmt", 4L)))
                .isEmpty();
    }

    @Test
    void a_wrong_argument_is_named_by_its_path() throws Exception {
        Attribute arguments = attribute("m2m:mgc", "exra");
        Map<String, Object> entry = Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://h/fw", "fsi", -1L);
        assertThat(arguments
                        .check(Map.of("dld", List.of(entry)), Map.of("cmt", 4L))
                        .map(Violation::path))
                .contains("exra.dld[0].fsi");
    }

    @Test
    void passwords_are_not_shown() throws Exception {
        for (String root : List.of("m2m:mgc", "m2m:exin")) {
            for (String member : List.of("uld", "dld", "swin", "swup")) {
                Map<String, Object> stored = Map.of(
                        "exra", Map.of(member, List.of(Map.of("url", "http://h/fw", "unm", "u", "pwd", "s3cret"))));
                assertThat(type(root).shown(stored).toString())
                        .as(root + " " + member)
                        .contains("unm=u")
                        .doesNotContain("s3cret", "pwd");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"m2m:cmdType\"         | \"m2m:cmdTipe\"      | mgmtCmd.json:8: no data type is called 'm2m:cmdTipe'",
                "\"short\": \"cmt\"      | \"short\": \"dc\"    | mgmtCmd.json:8: the short name 'dc' is taken",
                "\"invalid\": 6022       | \"invalid\": 6027    | mgmtCmd.json:8: no response status code has this number",
                "\"create\": \"M\", \"update\": \"NP\" | \"create\": \"Y\", \"update\": \"NP\" | mgmtCmd.json:8: write M, O, NP or NI",
                "\"initial\": false      | \"initial\": \"no\"  | mgmtCmd.json:10: initial must be true or false",
                "\"4\": \"dld\"          | \"4\": \"ddl\"       | mgmtCmd.json:9: m2m:execReqArgsListType has no member 'ddl'",
                "\"handled\": [\"CREATE\" | \"handeld\": [\"CREATE\" | mgmtCmd.json:4: 'handeld' is not known here",
                "\"handled\": [\"CREATE\" | \"handled\": [\"MAKE\"   | mgmtCmd.json:4: no operation is called 'MAKE'",
                "[\"m2m:cb\"]            | [\"m2m:bc\"]         | mgmtCmd.json:1: no type has the root 'm2m:bc'",
                "\"ty\": 12              | \"ty\": 14           | .json:1: another file has the same",
                "\"daci\"]               | \"dacy\"]            | mgmtCmd.json:5: no common attribute is called 'dacy'",
                "\"cmdType\",            | \"cmdType\", \"name\": \"x\", | mgmtCmd.json:8: Duplicate field 'name'",
            })
    void a_mistake_in_a_file_is_reported_with_its_line(String text, String mistake, String message) throws Exception {
        URL file = change("mgmtCmd.json", content -> {
            assertThat(content).contains(text);
            return content.replaceFirst(Pattern.quote(text), mistake);
        });
        List<URL> files = new ArrayList<>(files());
        files.removeIf(url -> url.getPath().endsWith("mgmtCmd.json"));
        files.add(file);
        assertThatThrownBy(() -> new ResourceModel(shared("datatypes.json"), shared("common.json"), files))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private URL change(String name, UnaryOperator<String> edit) throws IOException, URISyntaxException {
        Path original = Path.of(getClass().getResource("/types/" + name).toURI());
        return Files.writeString(changed.resolve(name), edit.apply(Files.readString(original)))
                .toUri()
                .toURL();
    }

    private static ResourceModel model() throws Exception {
        return new ResourceModel(shared("datatypes.json"), shared("common.json"), files());
    }

    private static URL shared(String name) {
        return ResourceModelTest.class.getResource("/shared/" + name);
    }

    private static List<URL> files() throws Exception {
        List<URL> files = new ArrayList<>();
        Path folder = Path.of(ResourceModelTest.class.getResource("/types").toURI());
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.add(path.toUri().toURL());
            }
        }
        return files;
    }

    private static ResourceType type(String root) throws Exception {
        return model().types().stream()
                .filter(type -> type.root().equals(root))
                .findFirst()
                .orElseThrow();
    }

    private static Attribute attribute(String root, String shortName) throws Exception {
        return type(root).attribute(shortName).orElseThrow();
    }

    private static Map<Long, String> names(String root, String shortName) throws Exception {
        return Optional.of(attribute(root, shortName).type())
                .map(EnumerationType.class::cast)
                .orElseThrow()
                .values();
    }

    private static String row(Attribute attribute) {
        return attribute.shortName() + " " + attribute.create().abbreviation() + " "
                + attribute.update().abbreviation();
    }
}
