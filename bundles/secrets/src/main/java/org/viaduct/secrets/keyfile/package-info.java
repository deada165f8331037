/** The keeper of secrets whose key is in a file, or in the environment. */
@NullMarked
package org.viaduct.secrets.keyfile;

import org.jspecify.annotations.NullMarked;
