package org.viaduct.cwmp.rpc;

import java.time.Instant;

/**
 * How an operation on a deployment unit ended (TR-069 A.4.2.3).
 *
 * @param deploymentUnitRef path of its entry in the data model, empty where it has none
 * @param currentState Installed, Uninstalled or Failed
 * @param resolved whether all it depends on is there
 * @param executionUnitRefList paths, separated by commas
 * @param startTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param completeTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param fault code 0 for success
 */
public record OpResultStruct(
        String uuid,
        String deploymentUnitRef,
        String version,
        String currentState,
        boolean resolved,
        String executionUnitRefList,
        Instant startTime,
        Instant completeTime,
        FaultStruct fault) {}
