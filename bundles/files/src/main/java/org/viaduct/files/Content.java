package org.viaduct.files;

/**
 * The bytes of a file, complete on the disk.
 *
 * @param id names them in the directory; means nothing else
 * @param sha256 lower-case hexadecimal
 */
record Content(String id, long size, String sha256) {}
