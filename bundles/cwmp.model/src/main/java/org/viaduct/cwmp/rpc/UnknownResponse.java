package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * A response whose element is no response of CWMP (some CPEs misspell them). Its arguments are not kept.
 *
 * @param name the element's local name as it came
 */
public record UnknownResponse(String name) implements CwmpResponse {}
