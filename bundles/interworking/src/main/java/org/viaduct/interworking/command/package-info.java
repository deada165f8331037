/** What a {@code <mgmtCmd>} says: its cmdType, its arguments, when and how often, and the RPC that it becomes. */
@NullMarked
package org.viaduct.interworking.command;

import org.jspecify.annotations.NullMarked;
