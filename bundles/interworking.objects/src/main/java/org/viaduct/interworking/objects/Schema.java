package org.viaduct.interworking.objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.ObjectAttribute;
import org.viaduct.cwmp.spi.ParameterType;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.BooleanType;
import org.viaduct.onem2m.type.DataType;
import org.viaduct.onem2m.type.Presence;
import org.viaduct.onem2m.type.ResourceType;

/**
 * What a mgmtSchema defines, kept in the store: its {@code <mgmtObj>}s can be shown also while nobody says any more how they
 * are read.
 *
 * @param bundle the symbolic name of the vendor bundle that it came from
 */
record Schema(String uri, String root, String name, String bundle, List<Row> rows) {

    /** Bucket of the store, by {@link #uri}. */
    static final String BUCKET = "mgmtObj.schema";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An attribute.
     *
     * @param type of its parameter; null for a trigger
     */
    record Row(String name, String shortName, @Nullable ParameterType type, boolean writable, boolean secret) {

        static Row of(ManagedObject object, ObjectAttribute attribute) {
            return attribute instanceof ObjectAttribute.Parameter mapped
                    ? new Row(
                            mapped.name(),
                            mapped.shortName(),
                            mapped.type(),
                            mapped.writable(),
                            SecretNames.isSecret(object.path() + mapped.parameter()))
                    : new Row(attribute.name(), attribute.shortName(), null, true, false);
        }

        private Attribute attribute(String clause) {
            boolean trigger = type == null;
            DataType dataType = type == null ? new BooleanType() : Values.type(type);
            return new Attribute(
                    name,
                    shortName,
                    dataType,
                    Presence.NOT_PERMITTED,
                    writable ? Presence.OPTIONAL : Presence.NOT_PERMITTED,
                    true,
                    secret,
                    ResponseStatusCode.BAD_REQUEST,
                    ResponseStatusCode.BAD_REQUEST,
                    Optional.empty(),
                    trigger ? Optional.of(false) : Optional.empty(),
                    clause);
        }
    }

    Schema {
        rows = List.copyOf(rows);
    }

    static Schema of(ManagedObject object, String bundle) {
        return new Schema(
                object.schema(),
                object.root(),
                object.name(),
                bundle,
                object.attributes().stream()
                        .map(attribute -> Row.of(object, attribute))
                        .toList());
    }

    /** @param pattern what all self-defined {@code <mgmtObj>}s have */
    ResourceType resourceType(ResourceType pattern) {
        return pattern.selfDefined(
                uri, root, name, rows.stream().map(row -> row.attribute(uri)).toList());
    }

    boolean has(String shortName) {
        return rows.stream().anyMatch(row -> row.shortName().equals(shortName));
    }

    byte[] encoded() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @throws UncheckedIOException when it was not written by {@link #encoded} */
    static Schema decoded(byte[] value) {
        try {
            return JSON.readValue(value, Schema.class);
        } catch (IOException foreign) {
            throw new UncheckedIOException(foreign);
        }
    }
}
