/** The data model of one simulated CPE. */
@NullMarked
package org.viaduct.cpe.simulator.model;

import org.jspecify.annotations.NullMarked;
