/** Files for CPEs and from CPEs: {@link org.viaduct.files.api.Files} and {@link org.viaduct.files.api.Transfers}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.files.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
