/** How CPEs are managed through the CWMP client: {@link org.viaduct.cwmp.api.SessionParticipant}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
