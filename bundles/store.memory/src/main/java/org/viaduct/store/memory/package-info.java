/** A store in the heap. */
@NullMarked
package org.viaduct.store.memory;

import org.jspecify.annotations.NullMarked;
