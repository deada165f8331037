/** oneM2M values: start at {@link org.viaduct.onem2m.RequestPrimitive} and {@link org.viaduct.onem2m.Resource}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.onem2m;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
