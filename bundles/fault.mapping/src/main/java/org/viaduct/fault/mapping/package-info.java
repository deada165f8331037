/** The fault tables of TS-0006 8.2 as one table of data; start at {@link org.viaduct.fault.mapping.FaultTables}. */
@NullMarked
package org.viaduct.fault.mapping;

import org.jspecify.annotations.NullMarked;
