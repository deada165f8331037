/** The commands of the scope {@code store}: the persistence backends, and copying one to another. */
@NullMarked
package org.viaduct.shell.store;

import org.jspecify.annotations.NullMarked;
