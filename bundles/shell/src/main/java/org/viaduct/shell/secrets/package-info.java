/** The commands of the scope {@code secrets}: the key that seals. */
@NullMarked
package org.viaduct.shell.secrets;

import org.jspecify.annotations.NullMarked;
