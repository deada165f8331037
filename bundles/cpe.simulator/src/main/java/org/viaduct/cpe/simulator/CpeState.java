package org.viaduct.cpe.simulator;

/** What a simulated CPE is doing. */
public enum CpeState {
    /** Not started, or stopped. */
    OFF,
    /** Up, with no session. */
    IDLE,
    /** In a session with its ACS; a connection request is answered 503. */
    IN_SESSION,
    /** Down for a while; its connection request address does not answer. */
    REBOOTING
}
