package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * A request whose element is no RPC of CWMP; it is answered with fault 9000 by a CPE, 8000 by an ACS. Its arguments are not kept.
 *
 * @param name the element's local name as it came
 */
public record UnknownRequest(String name) implements CwmpRequest {}
