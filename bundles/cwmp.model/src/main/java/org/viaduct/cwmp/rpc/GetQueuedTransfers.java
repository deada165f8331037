package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks which transfers the ACS asked for are outstanding; superseded by {@link GetAllQueuedTransfers} (TR-069 A.4.1.1).
 */
public record GetQueuedTransfers() implements CwmpRequest {}
