/** A durable queue of RPCs for each CPE. */
@NullMarked
package org.viaduct.cwmp.queue;

import org.jspecify.annotations.NullMarked;
