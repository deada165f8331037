package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks which parameters and objects exist (TR-069 A.3.2.3).
 *
 * @param parameterPath a parameter, an object (ends with a dot) or empty for the root; at most 256 characters
 * @param nextLevel only the children of the path, not all that is below it
 */
public record GetParameterNames(String parameterPath, boolean nextLevel) implements CwmpRequest {}
