/** The core's half of the remote services. */
@NullMarked
package org.viaduct.remote.core;

import org.jspecify.annotations.NullMarked;
