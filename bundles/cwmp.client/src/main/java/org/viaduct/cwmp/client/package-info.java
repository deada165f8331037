/** The ACS role: sessions that CPEs open, and connection requests that make them do so. */
@NullMarked
package org.viaduct.cwmp.client;

import org.jspecify.annotations.NullMarked;
