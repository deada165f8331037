/** What the commands of all subjects share. */
@NullMarked
package org.viaduct.shell;

import org.jspecify.annotations.NullMarked;
