/** Files on a disk, and their transfers over HTTP. */
@NullMarked
package org.viaduct.files;

import org.jspecify.annotations.NullMarked;
