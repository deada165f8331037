/** Living with bundles that are updated: services that come and go, and what is done later, or again until it is done. */
@NullMarked
package org.viaduct.continuity;

import org.jspecify.annotations.NullMarked;
