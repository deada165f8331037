package org.viaduct.cwmp.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A session that is open at this moment.
 *
 * @param lastExchange when the last message came or went
 * @param calls the RPCs sent in it so far
 * @param outstanding the name of the RPC whose answer is awaited
 */
public record OpenSession(CwmpSession session, Instant lastExchange, int calls, Optional<String> outstanding) {}
