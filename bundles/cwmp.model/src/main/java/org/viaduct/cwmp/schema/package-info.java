/** The schemas of CWMP as a judge of messages, for devices and tests that are strict. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp.schema;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
