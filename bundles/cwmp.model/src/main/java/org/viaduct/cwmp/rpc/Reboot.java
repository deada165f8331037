package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Reboots the CPE; its next Inform has the events {@code 1 BOOT} and {@code M Reboot} (TR-069 A.3.2.9).
 *
 * @param commandKey chosen by the ACS, at most 32 characters; comes back in what this request leads to
 */
public record Reboot(String commandKey) implements CwmpRequest {}
