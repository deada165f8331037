package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks for options set by vouchers; deprecated by CWMP (TR-069 A.4.1.4).
 *
 * @param optionName empty for all
 */
public record GetOptions(String optionName) implements CwmpRequest {}
