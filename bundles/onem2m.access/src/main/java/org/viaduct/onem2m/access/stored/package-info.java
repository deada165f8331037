/** Callers by tokens in the store and rules in the settings. */
@NullMarked
package org.viaduct.onem2m.access.stored;

import org.jspecify.annotations.NullMarked;
