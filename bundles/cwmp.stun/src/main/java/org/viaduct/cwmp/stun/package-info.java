/** Connection requests by UDP (TR-069 Annex G), and the STUN listener that CPEs keep their NATs open with. */
@NullMarked
package org.viaduct.cwmp.stun;

import org.jspecify.annotations.NullMarked;
