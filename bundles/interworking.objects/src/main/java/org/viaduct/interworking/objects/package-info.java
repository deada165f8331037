/**
 * Objects of vendors' data models as self-defined {@code <mgmtObj>}s (TS-0006 8.1). Start at {@link
 * org.viaduct.interworking.objects.ObjectInterworking}.
 */
@NullMarked
package org.viaduct.interworking.objects;

import org.jspecify.annotations.NullMarked;
