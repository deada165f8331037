/** CWMP messages as SOAP envelopes: tolerant reading, strict writing. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
