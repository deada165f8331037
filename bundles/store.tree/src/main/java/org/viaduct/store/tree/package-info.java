/** The resource tree in the maps of an MVStore: what the embedded and the volatile backend have in common. */
@NullMarked
package org.viaduct.store.tree;

import org.jspecify.annotations.NullMarked;
