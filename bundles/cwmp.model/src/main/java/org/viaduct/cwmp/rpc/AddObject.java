package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Creates an instance of a multi-instance object (TR-069 A.3.2.6).
 *
 * @param objectName ends with a dot, at most 256 characters
 * @param parameterKey at most 32 characters
 */
public record AddObject(String objectName, String parameterKey) implements CwmpRequest {}
