package org.viaduct.onem2m.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value that knows where it was written.
 *
 * @param value String, Long, Boolean, or a List or Map of Located
 */
record Located(String file, int line, Object value) {

    static Located read(URL resource) {
        String file = resource.getPath().substring(resource.getPath().lastIndexOf('/') + 1);
        JsonFactory json = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (InputStream in = resource.openStream();
                JsonParser parser = json.createParser(in)) {
            parser.nextToken();
            return read(file, parser);
        } catch (JsonProcessingException malformed) {
            throw new ModelException(file, malformed.getLocation().getLineNr(), malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    ModelException error(String sentence) {
        return new ModelException(file, line, sentence);
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw error("expected a text");
    }

    long number() {
        if (value instanceof Long number) {
            return number;
        }
        throw error("expected a whole number");
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw error("expected true or false");
    }

    @SuppressWarnings("unchecked")
    List<Located> list() {
        if (value instanceof List) {
            return (List<Located>) value;
        }
        throw error("expected an array");
    }

    @SuppressWarnings("unchecked")
    Map<String, Located> map() {
        if (value instanceof Map) {
            return (Map<String, Located>) value;
        }
        throw error("expected an object");
    }

    Members members() {
        return new Members(this);
    }

    private static Located read(String file, JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        return new Located(file, line, value(file, line, parser));
    }

    private static Object value(String file, int line, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Located> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, read(file, parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Located> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(file, parser));
            }
            return list;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        throw new ModelException(file, line, "neither object, array, text, whole number nor boolean");
    }
}
