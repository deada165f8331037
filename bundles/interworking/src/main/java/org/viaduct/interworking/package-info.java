/**
 * {@code <mgmtCmd>} and {@code <execInstance>} as CWMP RPCs (TS-0006 8.2), and CPEs as {@code <node>}s. Start at {@link
 * org.viaduct.interworking.execution.Transitions} for the states and at {@link org.viaduct.interworking.Interworking} for the parts.
 */
@NullMarked
package org.viaduct.interworking;

import org.jspecify.annotations.NullMarked;
