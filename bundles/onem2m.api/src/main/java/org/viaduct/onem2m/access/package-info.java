/**
 * Who may send requests: {@link org.viaduct.onem2m.access.Callers} and {@link org.viaduct.onem2m.access.Tokens}; and what
 * slows those down who guess: {@link org.viaduct.onem2m.access.FailedAttempts}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.onem2m.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
