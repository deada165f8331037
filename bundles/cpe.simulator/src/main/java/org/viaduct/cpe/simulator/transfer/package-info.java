/** Moving files between a simulated CPE and a file server. */
@NullMarked
package org.viaduct.cpe.simulator.transfer;

import org.jspecify.annotations.NullMarked;
