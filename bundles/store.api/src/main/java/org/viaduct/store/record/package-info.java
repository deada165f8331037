/**
 * How backends write the values of resources as bytes: {@link org.viaduct.store.record.ByteWriter}. What one backend wrote,
 * every other reads.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.store.record;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
