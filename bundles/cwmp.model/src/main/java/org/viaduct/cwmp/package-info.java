/** What every part of the TR-069 side speaks of: devices, protocol versions, messages, faults and outcomes. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cwmp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
