/** The commands of the scope {@code cwmp}: what is known of the CPEs, and the RPCs that an operator calls on them. */
@NullMarked
package org.viaduct.shell.cwmp;

import org.jspecify.annotations.NullMarked;
