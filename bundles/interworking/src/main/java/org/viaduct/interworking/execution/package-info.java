/** An execution as a value: its record, its states, and the one table that says what an event does to it, {@link org.viaduct.interworking.execution.Transitions}. */
@NullMarked
package org.viaduct.interworking.execution;

import org.jspecify.annotations.NullMarked;
