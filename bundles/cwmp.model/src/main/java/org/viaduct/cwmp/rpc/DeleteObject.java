package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Removes an instance of a multi-instance object (TR-069 A.3.2.7).
 *
 * @param objectName ends with a dot, at most 256 characters
 * @param parameterKey at most 32 characters
 */
public record DeleteObject(String objectName, String parameterKey) implements CwmpRequest {}
