package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the ACS that a web page kicked the CPE (TR-069 A.4.2.1).
 */
public record Kicked(String command, String referer, String arg, String next) implements CwmpRequest {}
