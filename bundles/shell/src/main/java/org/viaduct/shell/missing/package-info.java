/** The scope {@code viaduct}: what is missing, and why. */
@NullMarked
package org.viaduct.shell.missing;

import org.jspecify.annotations.NullMarked;
