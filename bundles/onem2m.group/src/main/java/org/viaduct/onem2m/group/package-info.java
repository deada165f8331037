/** The resource type {@code <group>} (TS-0004 7.4.13). */
@NullMarked
package org.viaduct.onem2m.group;

import org.jspecify.annotations.NullMarked;
