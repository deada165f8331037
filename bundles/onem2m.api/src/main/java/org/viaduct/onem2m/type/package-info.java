/** What resources consist of: {@link org.viaduct.onem2m.type.ResourceType}, its attributes and their data types. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.onem2m.type;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
