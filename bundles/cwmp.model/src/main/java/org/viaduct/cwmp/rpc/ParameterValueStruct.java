package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.SecretNames;

/**
 * A parameter with its value (TR-069 A.3.2.1).
 *
 * @param name the full path, at most 256 characters
 * @param value in the lexical form of the type
 * @param type local name of the XML Schema type, such as {@code string}, {@code unsignedInt} or {@code dateTime}, also
 *     {@code base64}; {@code string} where the message named none
 */
public record ParameterValueStruct(String name, String value, String type) {
    /** A value of type {@code string}. */
    public ParameterValueStruct(String name, String value) {
        this(name, value, "string");
    }

    /** Leaves the values of passwords and keys out, so that the record may be logged. */
    @Override
    public String toString() {
        String shown = SecretNames.isSecret(name) ? "***" : value;
        return "ParameterValueStruct[name=" + name + ", value=" + shown + ", type=" + type + "]";
    }
}
