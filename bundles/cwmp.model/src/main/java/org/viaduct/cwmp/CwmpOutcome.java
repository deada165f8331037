package org.viaduct.cwmp;

/** What the other side said to an RPC: a refusal is a result, not an exception. */
public sealed interface CwmpOutcome {
    /** The RPC was accepted. */
    record Success(CwmpResponse response) implements CwmpOutcome {}

    /** The RPC was refused. */
    record Faulted(CwmpFault fault) implements CwmpOutcome {}
}
