/** CWMP faults as execResult: {@link org.viaduct.fault.FaultMapper}. */
@Export
@Version("1.0.0")
@NullMarked
package org.viaduct.fault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
