package org.viaduct.cwmp.codec;

import org.viaduct.cwmp.CwmpMessage;

/** A message that CWMP does not have; it brings its shape along. */
public sealed interface VendorMessage permits VendorRequest, VendorResponse {

    /** That of the record that implements this, always the same; its name is that of the message's element. */
    Shape<? extends CwmpMessage> shape();
}
