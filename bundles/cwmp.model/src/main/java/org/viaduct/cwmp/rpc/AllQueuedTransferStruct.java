package org.viaduct.cwmp.rpc;

/**
 * An outstanding transfer, whoever asked for it (TR-069 A.4.1.7).
 *
 * @param commandKey empty where the ACS did not ask for it
 * @param state 1 not yet started, 2 in progress, 3 completed, its TransferComplete not yet delivered
 * @param fileSize bytes
 */
public record AllQueuedTransferStruct(
        String commandKey, int state, boolean isDownload, String fileType, long fileSize, String targetFileName) {}
