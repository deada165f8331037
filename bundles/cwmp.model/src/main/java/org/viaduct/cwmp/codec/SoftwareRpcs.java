package org.viaduct.cwmp.codec;

import static org.viaduct.cwmp.codec.Field.bool;
import static org.viaduct.cwmp.codec.Field.dateTime;
import static org.viaduct.cwmp.codec.Field.integer;
import static org.viaduct.cwmp.codec.Field.repeated;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.token;

import java.util.List;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.AutonOpResultStruct;
import org.viaduct.cwmp.rpc.AutonomousDUStateChangeComplete;
import org.viaduct.cwmp.rpc.AutonomousDUStateChangeCompleteResponse;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.ChangeDUStateResponse;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.DUStateChangeCompleteResponse;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.OpResultStruct;
import org.viaduct.cwmp.rpc.OperationStruct;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UpdateOpStruct;

/** The RPCs on deployment units (TR-069 A.4.1.10, A.4.2.3, A.4.2.4). */
final class SoftwareRpcs {
    private static final Shape<FaultStruct> FAULT = Shape.of(
            FaultStruct.class,
            integer("FaultCode", FaultStruct::faultCode).required(),
            text("FaultString", Integer.MAX_VALUE, FaultStruct::faultString).optional(),
            FaultStruct::new);

    private static final Shape<InstallOpStruct> INSTALL = Shape.of(
            InstallOpStruct.class,
            text("URL", 1024, InstallOpStruct::url).required(),
            token("UUID", 36, InstallOpStruct::uuid).optional(),
            text("Username", 256, InstallOpStruct::username).optional(),
            text("Password", 256, InstallOpStruct::password).asSecret().optional(),
            text("ExecutionEnvRef", 256, InstallOpStruct::executionEnvRef).optional(),
            InstallOpStruct::new);

    private static final Shape<UpdateOpStruct> UPDATE = Shape.of(
            UpdateOpStruct.class,
            token("UUID", 36, UpdateOpStruct::uuid).optional(),
            text("Version", 32, UpdateOpStruct::version).optional(),
            text("URL", 1024, UpdateOpStruct::url).optional(),
            text("Username", 256, UpdateOpStruct::username).optional(),
            text("Password", 256, UpdateOpStruct::password).asSecret().optional(),
            UpdateOpStruct::new);

    private static final Shape<UninstallOpStruct> UNINSTALL = Shape.of(
            UninstallOpStruct.class,
            token("UUID", 36, UninstallOpStruct::uuid).required(),
            text("Version", 32, UninstallOpStruct::version).optional(),
            text("ExecutionEnvRef", 256, UninstallOpStruct::executionEnvRef).optional(),
            UninstallOpStruct::new);

    private static final Shape<OpResultStruct> RESULT = Shape.of(
            OpResultStruct.class,
            token("UUID", 36, OpResultStruct::uuid),
            text("DeploymentUnitRef", Integer.MAX_VALUE, OpResultStruct::deploymentUnitRef),
            text("Version", 32, OpResultStruct::version),
            token("CurrentState", Integer.MAX_VALUE, OpResultStruct::currentState),
            bool("Resolved", OpResultStruct::resolved),
            text("ExecutionUnitRefList", Integer.MAX_VALUE, OpResultStruct::executionUnitRefList),
            dateTime("StartTime", OpResultStruct::startTime),
            dateTime("CompleteTime", OpResultStruct::completeTime),
            Field.of("Fault", FAULT, OpResultStruct::fault).required(),
            OpResultStruct::new);

    private static final Shape<AutonOpResultStruct> AUTONOMOUS_RESULT = Shape.of(
            AutonOpResultStruct.class,
            token("UUID", 36, AutonOpResultStruct::uuid),
            text("DeploymentUnitRef", Integer.MAX_VALUE, AutonOpResultStruct::deploymentUnitRef),
            text("Version", 32, AutonOpResultStruct::version),
            token("CurrentState", Integer.MAX_VALUE, AutonOpResultStruct::currentState),
            bool("Resolved", AutonOpResultStruct::resolved),
            text("ExecutionUnitRefList", Integer.MAX_VALUE, AutonOpResultStruct::executionUnitRefList),
            dateTime("StartTime", AutonOpResultStruct::startTime),
            dateTime("CompleteTime", AutonOpResultStruct::completeTime),
            Field.of("Fault", FAULT, AutonOpResultStruct::fault).required(),
            token("OperationPerformed", Integer.MAX_VALUE, AutonOpResultStruct::operationPerformed),
            AutonOpResultStruct::new);

    private static final Structure<OperationStruct> OPERATION =
            new OneOf<OperationStruct>(List.of(INSTALL, UPDATE, UNINSTALL));

    static final List<Shape<? extends CwmpMessage>> ALL = List.of(
            Shape.of(
                    ChangeDUState.class,
                    repeated("Operations", OPERATION, 1, ChangeDUState::operations),
                    token("CommandKey", 32, ChangeDUState::commandKey).optional(),
                    ChangeDUState::new),
            Shape.of(ChangeDUStateResponse.class, ChangeDUStateResponse::new),
            Shape.of(
                    DUStateChangeComplete.class,
                    repeated("Results", RESULT, 1, DUStateChangeComplete::results)
                            .required(),
                    token("CommandKey", 32, DUStateChangeComplete::commandKey).optional(),
                    DUStateChangeComplete::new),
            Shape.of(DUStateChangeCompleteResponse.class, DUStateChangeCompleteResponse::new),
            Shape.of(
                    AutonomousDUStateChangeComplete.class,
                    repeated("Results", AUTONOMOUS_RESULT, 1, AutonomousDUStateChangeComplete::results)
                            .required(),
                    AutonomousDUStateChangeComplete::new),
            Shape.of(AutonomousDUStateChangeCompleteResponse.class, AutonomousDUStateChangeCompleteResponse::new));

    private SoftwareRpcs() {}
}
