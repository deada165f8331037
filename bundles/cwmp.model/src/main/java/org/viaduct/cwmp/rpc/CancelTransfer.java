package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Cancels the transfer with this key; no TransferComplete follows then (TR-069 A.4.1.9).
 */
public record CancelTransfer(String commandKey) implements CwmpRequest {}
