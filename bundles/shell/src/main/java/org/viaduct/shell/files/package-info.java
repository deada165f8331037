/** The commands {@code files:*}. */
@NullMarked
package org.viaduct.shell.files;

import org.jspecify.annotations.NullMarked;
