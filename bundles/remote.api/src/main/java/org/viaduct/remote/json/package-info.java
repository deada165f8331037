/** The values of the contracts as JSON: {@link org.viaduct.remote.json.RemoteJson}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.remote.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
