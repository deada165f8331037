package org.viaduct.cwmp.rpc;

/**
 * When and how a scheduled download may be applied (TR-069 A.4.1.8).
 *
 * @param windowStart seconds after the request
 * @param windowEnd seconds after the request
 * @param windowMode such as {@code 1 At Any Time}
 * @param maxRetries -1: as the CPE likes
 */
public record TimeWindowStruct(
        long windowStart, long windowEnd, String windowMode, String userMessage, int maxRetries) {}
