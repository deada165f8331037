/** A store and a keeper of secrets whose bad moments tests choose. */
@NullMarked
package org.viaduct.store.disturbed;

import org.jspecify.annotations.NullMarked;
