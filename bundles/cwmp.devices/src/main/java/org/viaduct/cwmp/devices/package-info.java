/** Durable records of CPEs, and the credentials for connection requests to them. */
@NullMarked
package org.viaduct.cwmp.devices;

import org.jspecify.annotations.NullMarked;
