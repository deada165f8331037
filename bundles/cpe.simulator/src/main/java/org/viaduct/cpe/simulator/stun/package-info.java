/** The side of a CPE in connection requests by UDP (TR-069 Annex G). */
@NullMarked
package org.viaduct.cpe.simulator.stun;

import org.jspecify.annotations.NullMarked;
