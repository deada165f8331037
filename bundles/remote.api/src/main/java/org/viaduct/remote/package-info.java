/**
 * What the two halves of a divided Viaduct say to each other: {@link org.viaduct.remote.CoreResource} and
 * {@link org.viaduct.remote.GatewayResource}; and {@link org.viaduct.remote.FaultResource}, which is for anybody.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.remote;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
