package org.viaduct.files.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A file that is kept.
 *
 * @param size bytes
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 * @param stored when its content was stored
 * @param by who stored it: a user of the shell, an operator, or the nodeID of the CPE that uploaded it
 * @param device the nodeID of the CPE that uploaded it; empty when it did not come from a CPE
 */
public record StoredFile(FileName name, long size, String sha256, Instant stored, String by, Optional<String> device) {}
