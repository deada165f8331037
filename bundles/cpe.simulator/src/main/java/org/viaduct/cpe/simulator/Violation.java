package org.viaduct.cpe.simulator;

import java.time.Instant;

/**
 * Something in which the ACS broke the protocol.
 *
 * @param message a sentence
 */
public record Violation(Instant at, String serialNumber, String message) {}
