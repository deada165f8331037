package org.viaduct.files;

/**
 * How much may be kept, in bytes.
 *
 * @param file one file
 * @param total all files together
 * @param free what is to be left on the disk
 */
record Limits(long file, long total, long free) {}
