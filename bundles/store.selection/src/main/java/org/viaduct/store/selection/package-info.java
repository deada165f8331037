/** Publishes the backend that is selected as the one store. */
@NullMarked
package org.viaduct.store.selection;

import org.jspecify.annotations.NullMarked;
