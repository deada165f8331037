package org.viaduct.cwmp.rpc;

/**
 * A cause of a session (TR-069 A.3.3.1).
 *
 * @param eventCode such as {@code 1 BOOT} or {@code M Reboot}
 * @param commandKey that of the RPC for the {@code M} events, else empty
 */
public record EventStruct(String eventCode, String commandKey) {}
