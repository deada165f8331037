package org.viaduct.cpe.simulator;

/** When a CPE breaks the connection at an RPC. */
public enum Drop {
    /** Before it does what the RPC asks. */
    BEFORE_RPC,
    /** After it did what the RPC asks, instead of answering. */
    INSTEAD_OF_ANSWER,
    /** After it sent its answer. */
    AFTER_ANSWER
}
