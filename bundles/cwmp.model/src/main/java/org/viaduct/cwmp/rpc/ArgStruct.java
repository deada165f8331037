package org.viaduct.cwmp.rpc;

/**
 * A name and a value (TR-069 A.4.2.2).
 */
public record ArgStruct(String name, String value) {}
