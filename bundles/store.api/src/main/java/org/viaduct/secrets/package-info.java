/** The contract of the keeper of secrets: {@link org.viaduct.secrets.Secrets}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.secrets;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
