/**
 * What a vendor bundle may contribute, each by an OSGi service: {@link org.viaduct.cwmp.spi.VendorRpc},
 * {@link org.viaduct.cwmp.spi.VendorAcsMethod}, {@link org.viaduct.cwmp.spi.VendorCommand},
 * {@link org.viaduct.cwmp.spi.VendorEvents}, {@link org.viaduct.cwmp.spi.VendorFaults}, {@link
 * org.viaduct.cwmp.spi.VendorObject}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
