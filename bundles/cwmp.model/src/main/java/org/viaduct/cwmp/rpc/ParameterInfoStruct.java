package org.viaduct.cwmp.rpc;

/**
 * A parameter or object and whether it may be written (TR-069 A.3.2.3).
 */
public record ParameterInfoStruct(String name, boolean writable) {}
