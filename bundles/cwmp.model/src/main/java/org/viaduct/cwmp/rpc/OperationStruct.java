package org.viaduct.cwmp.rpc;

/** An operation on a deployment unit (TR-069 A.4.1.10). */
public sealed interface OperationStruct permits InstallOpStruct, UpdateOpStruct, UninstallOpStruct {}
