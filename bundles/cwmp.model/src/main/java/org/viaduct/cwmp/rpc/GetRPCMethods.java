package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks the other side which RPCs it understands; both sides may ask (TR-069 A.3.1.1).
 */
public record GetRPCMethods() implements CwmpRequest {}
