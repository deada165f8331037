/** The commands of the scope {@code onem2m}: who may send requests. */
@NullMarked
package org.viaduct.shell.onem2m;

import org.jspecify.annotations.NullMarked;
