/** Remote services by CXF DOSGi, on a listener and with credentials of ours. */
@NullMarked
package org.viaduct.remote.dosgi;

import org.jspecify.annotations.NullMarked;
