package org.viaduct.cwmp.rpc;

/**
 * Removes a deployment unit (TR-069 A.4.1.10). All but the UUID are empty where absent.
 */
public record UninstallOpStruct(String uuid, String version, String executionEnvRef) implements OperationStruct {}
