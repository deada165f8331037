package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks which transfers are outstanding, whoever asked for them (TR-069 A.4.1.7).
 */
public record GetAllQueuedTransfers() implements CwmpRequest {}
