package org.viaduct.cwmp.spi;

import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.onem2m.CmdType;

/**
 * A command for a CPE.
 *
 * @param commandKey what the CPE must say when it tells of the end; at most 32 characters
 * @param standard the RPC that TS-0006 has for it, with the arguments of the command, passwords in clear
 */
public record CommandOrder(CpeId cpe, CmdType command, String commandKey, CwmpRequest standard) {}
