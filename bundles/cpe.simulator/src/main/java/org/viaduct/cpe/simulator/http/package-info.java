/** HTTP/1.1 by hand, because a simulated CPE decides on every connection, header and byte itself. */
@NullMarked
package org.viaduct.cpe.simulator.http;

import org.jspecify.annotations.NullMarked;
