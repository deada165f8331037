/** The gateway's half of the remote services. */
@NullMarked
package org.viaduct.remote.gateway;

import org.jspecify.annotations.NullMarked;
