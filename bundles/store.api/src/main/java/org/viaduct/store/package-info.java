/** The contract of the persistence backends: {@link org.viaduct.store.Store}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
