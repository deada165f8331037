/** What the vendor bundles that are present contribute, for those who make use of it. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp.spi.present;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
