/** Which CPEs may connect, by credentials in the store, certificates and the policy of first contact. */
@NullMarked
package org.viaduct.cwmp.authentication;

import org.jspecify.annotations.NullMarked;
