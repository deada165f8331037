/** Simulated CPEs that behave as strict TR-069 devices: started as a fleet, scripted, and observed. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.cpe.simulator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
