package org.viaduct.cwmp.codec;

import static org.viaduct.cwmp.codec.Field.dateTime;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.token;
import static org.viaduct.cwmp.codec.Field.unsignedInt;

import java.util.List;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.FactoryResetResponse;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.GetRPCMethodsResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.InformResponse;
import org.viaduct.cwmp.rpc.Kicked;
import org.viaduct.cwmp.rpc.KickedResponse;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.cwmp.rpc.ScheduleInform;
import org.viaduct.cwmp.rpc.ScheduleInformResponse;

/** What opens a session and what controls the CPE (TR-069 A.3.1, A.3.2.9, A.3.3.1, A.4.1.2, A.4.1.6, A.4.2.1). */
final class GenericRpcs {
    private static final Shape<EventStruct> EVENT = Shape.of(
            EventStruct.class,
            token("EventCode", 64, EventStruct::eventCode).required(),
            token("CommandKey", 32, EventStruct::commandKey),
            EventStruct::new);

    private static final Shape<DeviceIdStruct> DEVICE_ID = Shape.of(
            DeviceIdStruct.class,
            text("Manufacturer", 64, DeviceIdStruct::manufacturer),
            token("OUI", 6, DeviceIdStruct::oui).required(),
            token("ProductClass", 64, DeviceIdStruct::productClass),
            token("SerialNumber", 64, DeviceIdStruct::serialNumber).required(),
            DeviceIdStruct::new);

    static final List<Shape<? extends CwmpMessage>> ALL = List.of(
            Shape.of(GetRPCMethods.class, GetRPCMethods::new),
            Shape.of(
                    GetRPCMethodsResponse.class,
                    Field.of("MethodList", ArrayOf.strings(64, 1), GetRPCMethodsResponse::methodList),
                    GetRPCMethodsResponse::new),
            Shape.of(
                    Inform.class,
                    Field.of("DeviceId", DEVICE_ID, Inform::deviceId).required(),
                    Field.of("Event", ArrayOf.structs(EVENT, 0, 64), Inform::event),
                    unsignedInt("MaxEnvelopes", Inform::maxEnvelopes),
                    dateTime("CurrentTime", Inform::currentTime),
                    unsignedInt("RetryCount", Inform::retryCount),
                    Field.of("ParameterList", ParameterRpcs.VALUES, Inform::parameterList),
                    Inform::new),
            Shape.of(
                    InformResponse.class,
                    unsignedInt("MaxEnvelopes", InformResponse::maxEnvelopes),
                    InformResponse::new),
            Shape.of(
                    Kicked.class,
                    text("Command", 32, Kicked::command),
                    text("Referer", 64, Kicked::referer),
                    text("Arg", 256, Kicked::arg),
                    text("Next", 1024, Kicked::next),
                    Kicked::new),
            Shape.of(KickedResponse.class, text("NextURL", 1024, KickedResponse::nextUrl), KickedResponse::new),
            Shape.of(Reboot.class, token("CommandKey", 32, Reboot::commandKey), Reboot::new),
            Shape.of(RebootResponse.class, RebootResponse::new),
            Shape.of(FactoryReset.class, FactoryReset::new),
            Shape.of(FactoryResetResponse.class, FactoryResetResponse::new),
            Shape.of(
                    ScheduleInform.class,
                    unsignedInt("DelaySeconds", ScheduleInform::delaySeconds),
                    token("CommandKey", 32, ScheduleInform::commandKey),
                    ScheduleInform::new),
            Shape.of(ScheduleInformResponse.class, ScheduleInformResponse::new));

    private GenericRpcs() {}
}
