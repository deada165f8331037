package org.viaduct.remote.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Map;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.PlainMessage;
import org.viaduct.cwmp.codec.PlainValue;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

/**
 * Writes a message as an object with one member, named like it: its arguments, or null where these are not known. In the
 * arguments a structure is an object whose member {@code @structure} has its name, an array is one, and a value with a type
 * of its own is {@code {"@type": "unsignedInt", "@value": "7"}}.
 */
final class MessageWriter extends StdSerializer<CwmpMessage> {

    static final String STRUCTURE = "@structure";
    static final String TYPE = "@type";
    static final String VALUE = "@value";

    private static final long serialVersionUID = 1L;

    MessageWriter() {
        super(CwmpMessage.class);
    }

    @Override
    public void serialize(CwmpMessage message, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeStartObject();
        if (message instanceof UnknownRequest || message instanceof UnknownResponse) {
            out.writeNullField(message.name());
        } else {
            out.writeFieldName(message.name());
            out.writeStartObject();
            members(PlainMessage.of(message), out);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** Its name says what it is. */
    @Override
    public void serializeWithType(
            CwmpMessage message, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(message, out, provider);
    }

    private static void members(PlainValue.Members structure, JsonGenerator out) throws IOException {
        for (Map.Entry<String, PlainValue> member : structure.members().entrySet()) {
            out.writeFieldName(member.getKey());
            value(member.getValue(), out);
        }
    }

    private static void value(PlainValue value, JsonGenerator out) throws IOException {
        if (value instanceof PlainValue.Text text) {
            text(text, out);
        } else if (value instanceof PlainValue.Items items) {
            out.writeStartArray();
            for (PlainValue item : items.items()) {
                value(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof PlainValue.Members structure) {
            out.writeStartObject();
            out.writeStringField(STRUCTURE, structure.structure());
            members(structure, out);
            out.writeEndObject();
        }
    }

    private static void text(PlainValue.Text text, JsonGenerator out) throws IOException {
        if (text.type().isEmpty()) {
            out.writeString(text.text());
        } else {
            out.writeStartObject();
            out.writeStringField(TYPE, text.type());
            out.writeStringField(VALUE, text.text());
            out.writeEndObject();
        }
    }
}
