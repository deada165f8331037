package org.viaduct.onem2m.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.Representation;

/** Writes a representation as JSON in UTF-8. */
final class JsonWriter {

    private final JsonFactory factory = new JsonFactory();

    /** @throws IllegalArgumentException when it holds a value that JSON has no form for */
    byte[] write(Representation representation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName(representation.root());
            write(json, representation.value());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer) {
            json.writeNumber(number.longValue());
        } else if (number instanceof BigInteger large) {
            json.writeNumber(large);
        } else if (number instanceof BigDecimal exact) {
            json.writeNumber(exact);
        } else if (number instanceof Double real && Double.isFinite(real)) {
            json.writeNumber(real);
        } else {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
    }
}
