package org.viaduct.files;

import org.viaduct.files.api.StoredFile;

/**
 * A file, and where its content is.
 *
 * @param content see {@link Content#id}
 */
record Kept(StoredFile file, String content) {}
