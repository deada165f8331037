package org.viaduct.onem2m.type;

/**
 * A part of a structure.
 *
 * @param name the long name
 * @param mandatory whether it has to be there, and not as an empty text
 * @param secret whether it is accepted, but never shown
 */
public record Field(String name, String shortName, DataType type, boolean mandatory, boolean secret) {}
