/** The oneM2M HTTP binding (TS-0009). */
@NullMarked
package org.viaduct.onem2m.http;

import org.jspecify.annotations.NullMarked;
