package org.viaduct.cwmp.rpc;

/**
 * An outstanding transfer (TR-069 A.4.1.1).
 *
 * @param state 1 not yet started, 2 in progress, 3 completed, its TransferComplete not yet delivered
 */
public record QueuedTransferStruct(String commandKey, int state) {}
