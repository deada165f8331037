/** A store in a PostgreSQL database, which several processes may share. */
@NullMarked
package org.viaduct.store.postgresql;

import org.jspecify.annotations.NullMarked;
