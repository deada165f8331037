package org.viaduct.cwmp.rpc;

import java.time.Instant;

/**
 * How an operation ended that the ACS did not ask for (TR-069 A.4.2.4).
 *
 * @param deploymentUnitRef path of its entry in the data model, empty where it has none
 * @param currentState Installed, Uninstalled or Failed
 * @param resolved whether all it depends on is there
 * @param executionUnitRefList paths, separated by commas
 * @param startTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param completeTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param fault code 0 for success
 * @param operationPerformed Install, Update or Uninstall
 */
public record AutonOpResultStruct(
        String uuid,
        String deploymentUnitRef,
        String version,
        String currentState,
        boolean resolved,
        String executionUnitRefList,
        Instant startTime,
        Instant completeTime,
        FaultStruct fault,
        String operationPerformed) {}
