/** The simulator as a command; only the jar with the classifier cli runs it. */
@NullMarked
package org.viaduct.cpe.simulator.cli;

import org.jspecify.annotations.NullMarked;
