package org.viaduct.onem2m.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Representation;

/** Reads a JSON body within limits. Every refusal is 4000 and says where in the body its cause is. */
final class JsonReader {

    private static final int MOST_DIGITS = 100;
    private static final Map<Pattern, String> PROBLEMS = problems();
    private static final String OTHER_PROBLEM =
            "expected a string or name in double quotes, a number, true, false, null, an object or an array, with commas and"
                    + " colons between them and nothing else";

    private final JsonLimits limits;
    private final JsonFactory factory;

    JsonReader(JsonLimits limits) {
        this.limits = limits;
        this.factory = new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 1)
                        .maxStringLength(limits.string())
                        .maxNameLength(limits.string())
                        .maxNumberLength(MOST_DIGITS)
                        .build())
                .build();
    }

    /**
     * @param body UTF-8
     * @param nulls whether attributes may be null, which stands for their deletion in an UPDATE
     * @throws OneM2mException 4000 unless the body is one object with one member
     */
    Representation read(byte[] body, boolean nulls) {
        try (JsonParser parser = factory.createParser(body)) {
            return new Reading(parser, nulls).representation();
        } catch (JsonProcessingException e) {
            throw refusal(e.getLocation(), "not valid JSON", problem(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OneM2mException refusal(@Nullable JsonLocation at, String problem, String detail) {
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Refusals.badRequest("The body is " + problem + place + ": " + detail + ".");
    }

    /**
     * What the parser's message means to the author of the body. The message itself goes nowhere: it has parts of the body,
     * such as an unquoted password, and hints to the parser's settings.
     */
    private static String problem(String message) {
        for (Map.Entry<Pattern, String> known : PROBLEMS.entrySet()) {
            Matcher matcher = known.getKey().matcher(message);
            if (matcher.lookingAt()) {
                return matcher.groupCount() == 0 ? known.getValue() : known.getValue() + matcher.group(1);
            }
        }
        return OTHER_PROBLEM;
    }

    private static Map<Pattern, String> problems() {
        Map<Pattern, String> problems = new LinkedHashMap<>();
        problems.put(Pattern.compile("Unexpected end-of-input"), "it ends too early");
        problems.put(Pattern.compile("Duplicate field"), "an object has two members of the same name");
        problems.put(
                Pattern.compile("Unrecognized character escape"),
                "a backslash stands before a character that it does not go with");
        problems.put(
                Pattern.compile("Illegal unquoted character"),
                "a string has a control character, which is written as \\u and four digits");
        problems.put(Pattern.compile("Invalid numeric value"), "a number is not written as JSON has it");
        problems.put(Pattern.compile("Invalid UTF-8"), "it has bytes that are not UTF-8");
        problems.put(
                Pattern.compile("(?:Document n|N)esting depth .* exceeds the maximum allowed \\((\\d+)"),
                "it is nested deeper than ");
        problems.put(
                Pattern.compile("(?:String value|Name) length .* exceeds the maximum allowed \\((\\d+)"),
                "a string or name has more characters than ");
        problems.put(
                Pattern.compile("Number value length .* exceeds the maximum allowed \\((\\d+)"),
                "a number has more digits than ");
        return Collections.unmodifiableMap(problems);
    }

    private final class Reading {

        private final JsonParser parser;
        private final boolean nulls;
        private int values;

        Reading(JsonParser parser, boolean nulls) {
            this.parser = parser;
            this.nulls = nulls;
        }

        Representation representation() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT || parser.nextToken() != JsonToken.FIELD_NAME) {
                throw misshapen("expected one object with one member, such as {\"m2m:mgc\": {...}}");
            }
            String root = parser.currentName();
            parser.nextToken();
            Object value = value(1);
            if (value == null) {
                throw misshapen("the value of " + Refusals.quote(root) + " is null");
            }
            if (parser.nextToken() != JsonToken.END_OBJECT) {
                throw misshapen("a second member follows " + Refusals.quote(root) + ", but one is expected");
            }
            if (parser.nextToken() != null) {
                throw misshapen("something follows the object");
            }
            return new Representation(root, value);
        }

        /** @param depth of the object or list that the value is in */
        private @Nullable Object value(int depth) throws IOException {
            values++;
            if (values > limits.values()) {
                throw misshapen("it has more than " + limits.values() + " values");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(deeper(depth));
                case START_ARRAY -> list(deeper(depth));
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT -> whole();
                case VALUE_NUMBER_FLOAT -> fraction();
                case VALUE_TRUE -> Boolean.TRUE;
                case VALUE_FALSE -> Boolean.FALSE;
                case VALUE_NULL -> nothing(depth);
                case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw misshapen(
                        "expected a value");
            };
        }

        private Map<String, Object> object(int depth) throws IOException {
            Map<String, Object> members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(depth));
            }
            return Collections.unmodifiableMap(members);
        }

        private List<Object> list(int depth) throws IOException {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(depth));
            }
            return Collections.unmodifiableList(elements);
        }

        private Number whole() throws IOException {
            return switch (parser.getNumberType()) {
                case INT, LONG -> parser.getLongValue();
                case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getBigIntegerValue();
            };
        }

        /** A double where that says the same, else the decimal number as written. */
        private Number fraction() throws IOException {
            BigDecimal exact = parser.getDecimalValue();
            double near = exact.doubleValue();
            if (Double.isInfinite(near) || near == 0 && exact.signum() != 0) {
                throw misshapen("the number is outside the range of a double");
            }
            return new BigDecimal(Double.toString(near)).compareTo(exact) == 0 ? (Number) near : (Number) exact;
        }

        private @Nullable Object nothing(int depth) {
            if (nulls && depth == 2 && parser.getParsingContext().inObject()) {
                return null;
            }
            throw misshapen("null stands only for an attribute that an UPDATE deletes");
        }

        private int deeper(int depth) {
            if (depth >= limits.depth()) {
                throw misshapen("it is nested more than " + limits.depth() + " deep");
            }
            return depth + 1;
        }

        private OneM2mException misshapen(String detail) {
            return refusal(parser.currentTokenLocation(), "not acceptable", detail);
        }
    }
}
