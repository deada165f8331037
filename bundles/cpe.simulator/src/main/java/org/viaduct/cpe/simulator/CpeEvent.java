package org.viaduct.cpe.simulator;

/**
 * Something that happened to a simulated CPE.
 *
 * @param text a short line without secrets
 */
public record CpeEvent(String serialNumber, Kind kind, String text) {
    /** What kind of thing. */
    public enum Kind {
        /** The CPE sent a request of its own. */
        SENT("→"),
        /** The ACS sent an RPC. */
        RECEIVED("←"),
        /** The CPE answered the RPC. */
        ANSWERED("→"),
        /** A session failed, and will be tried again. */
        SESSION_FAILED("✗"),
        /** The ACS broke the protocol. */
        VIOLATION("!"),
        /** The CPE changed by itself: booted, rebooted, applied, transferred. */
        CHANGED("·");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /** One character for people. */
        public String sign() {
            return sign;
        }
    }

    /** Such as {@code SIM000001 ← Reboot(key)}. */
    public String line() {
        return serialNumber + " " + kind.sign() + " " + text;
    }
}
