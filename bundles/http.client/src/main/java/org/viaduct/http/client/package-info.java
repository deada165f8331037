/** HTTP requests to hosts that others have named. */
@NullMarked
package org.viaduct.http.client;

import org.jspecify.annotations.NullMarked;
