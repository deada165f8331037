/**
 * The RPCs of CWMP and their structures, one record each, with the names and the order of the schema. A string that is
 * empty stands for an optional argument that is absent.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp.rpc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
