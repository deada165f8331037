/** The store of one directory: MVStore, forced to the medium in group commits. */
@NullMarked
package org.viaduct.store.embedded;

import org.jspecify.annotations.NullMarked;
