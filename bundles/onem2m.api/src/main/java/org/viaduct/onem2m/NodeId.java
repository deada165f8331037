package org.viaduct.onem2m;

/** The nodeID ({@code ni}) of a {@code <node>} that stands for a device. */
public record NodeId(String value) {

    /** The resourceName of the device's node: the nodeID with a character that addresses may have. */
    public String resourceName() {
        return value.replace('%', '~');
    }
}
