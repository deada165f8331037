package org.viaduct.cwmp.api;

import java.net.InetAddress;
import java.time.Instant;
import org.viaduct.cwmp.CpeId;

/**
 * A CWMP session, as its participants see it.
 *
 * @param id unique
 * @param namespace the CWMP namespace that the CPE speaks
 */
public record CwmpSession(String id, CpeId cpe, String namespace, InetAddress remote, Instant started) {}
