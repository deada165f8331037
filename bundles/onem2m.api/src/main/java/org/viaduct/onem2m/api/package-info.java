/** The contract of the CSE: {@link org.viaduct.onem2m.api.Cse} at the edge, {@link org.viaduct.onem2m.api.ResourceHandler} inside. */
@Export
@Version("1.1.0")
@NullMarked
package org.viaduct.onem2m.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
