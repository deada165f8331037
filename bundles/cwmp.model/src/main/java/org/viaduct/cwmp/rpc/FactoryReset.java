package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Resets the CPE to its factory state; its next Inform has the event {@code 0 BOOTSTRAP} (TR-069 A.4.1.6).
 */
public record FactoryReset() implements CwmpRequest {}
