package org.viaduct.cwmp.codec;

import static org.viaduct.cwmp.codec.Field.bool;
import static org.viaduct.cwmp.codec.Field.integer;
import static org.viaduct.cwmp.codec.Field.token;
import static org.viaduct.cwmp.codec.Field.unsignedInt;

import java.util.List;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.AddObject;
import org.viaduct.cwmp.rpc.AddObjectResponse;
import org.viaduct.cwmp.rpc.DeleteObject;
import org.viaduct.cwmp.rpc.DeleteObjectResponse;
import org.viaduct.cwmp.rpc.GetParameterAttributes;
import org.viaduct.cwmp.rpc.GetParameterAttributesResponse;
import org.viaduct.cwmp.rpc.GetParameterNames;
import org.viaduct.cwmp.rpc.GetParameterNamesResponse;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterAttributeStruct;
import org.viaduct.cwmp.rpc.ParameterInfoStruct;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesResponse;
import org.viaduct.cwmp.rpc.SetParameterAttributesStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;

/** The RPCs on parameters and objects (TR-069 A.3.2.1 to A.3.2.7). */
final class ParameterRpcs {
    private static final Type<List<String>> ACCESS = ArrayOf.strings(64, 0);

    private static final Shape<ParameterInfoStruct> INFO = Shape.of(
            ParameterInfoStruct.class,
            token("Name", 256, ParameterInfoStruct::name).required(),
            bool("Writable", ParameterInfoStruct::writable),
            ParameterInfoStruct::new);

    private static final Shape<SetParameterAttributesStruct> SET_ATTRIBUTES = Shape.of(
            SetParameterAttributesStruct.class,
            token("Name", 256, SetParameterAttributesStruct::name).required(),
            bool("NotificationChange", SetParameterAttributesStruct::notificationChange),
            integer("Notification", SetParameterAttributesStruct::notification),
            bool("AccessListChange", SetParameterAttributesStruct::accessListChange),
            Field.of("AccessList", ACCESS, SetParameterAttributesStruct::accessList),
            SetParameterAttributesStruct::new);

    private static final Shape<ParameterAttributeStruct> ATTRIBUTES = Shape.of(
            ParameterAttributeStruct.class,
            token("Name", 256, ParameterAttributeStruct::name).required(),
            integer("Notification", ParameterAttributeStruct::notification),
            Field.of("AccessList", ACCESS, ParameterAttributeStruct::accessList),
            ParameterAttributeStruct::new);

    private static final Shape<ParameterValueStruct> VALUE = Shape.of(
                    ParameterValueStruct.class,
                    token("Name", 256, ParameterValueStruct::name).required(),
                    Field.of("Value", TypedText.TYPE, value -> new TypedText(value.value(), value.type())),
                    (name, value) -> new ParameterValueStruct(name, value.text(), value.type()))
            .shownAs((out, value) -> out.named(value.name(), value.value(), value.type()));

    static final Type<List<ParameterValueStruct>> VALUES = ArrayOf.structs(VALUE, 0, Integer.MAX_VALUE);
    private static final Type<List<String>> NAMES = ArrayOf.strings(256, 1);

    static final List<Shape<? extends CwmpMessage>> ALL = List.of(
            Shape.of(
                    SetParameterValues.class,
                    Field.of("ParameterList", VALUES, SetParameterValues::parameterList),
                    token("ParameterKey", 32, SetParameterValues::parameterKey),
                    SetParameterValues::new),
            Shape.of(
                    SetParameterValuesResponse.class,
                    integer("Status", SetParameterValuesResponse::status),
                    SetParameterValuesResponse::new),
            Shape.of(
                    GetParameterValues.class,
                    Field.of("ParameterNames", NAMES, GetParameterValues::parameterNames),
                    GetParameterValues::new),
            Shape.of(
                    GetParameterValuesResponse.class,
                    Field.of("ParameterList", VALUES, GetParameterValuesResponse::parameterList),
                    GetParameterValuesResponse::new),
            Shape.of(
                    GetParameterNames.class,
                    token("ParameterPath", 256, GetParameterNames::parameterPath),
                    bool("NextLevel", GetParameterNames::nextLevel),
                    GetParameterNames::new),
            Shape.of(
                    GetParameterNamesResponse.class,
                    Field.of(
                            "ParameterList",
                            ArrayOf.structs(INFO, 0, Integer.MAX_VALUE),
                            GetParameterNamesResponse::parameterList),
                    GetParameterNamesResponse::new),
            Shape.of(
                    SetParameterAttributes.class,
                    Field.of(
                            "ParameterList",
                            ArrayOf.structs(SET_ATTRIBUTES, 1, Integer.MAX_VALUE),
                            SetParameterAttributes::parameterList),
                    SetParameterAttributes::new),
            Shape.of(SetParameterAttributesResponse.class, SetParameterAttributesResponse::new),
            Shape.of(
                    GetParameterAttributes.class,
                    Field.of("ParameterNames", NAMES, GetParameterAttributes::parameterNames),
                    GetParameterAttributes::new),
            Shape.of(
                    GetParameterAttributesResponse.class,
                    Field.of(
                            "ParameterList",
                            ArrayOf.structs(ATTRIBUTES, 0, Integer.MAX_VALUE),
                            GetParameterAttributesResponse::parameterList),
                    GetParameterAttributesResponse::new),
            Shape.of(
                    AddObject.class,
                    token("ObjectName", 256, AddObject::objectName).required(),
                    token("ParameterKey", 32, AddObject::parameterKey),
                    AddObject::new),
            Shape.of(
                    AddObjectResponse.class,
                    unsignedInt("InstanceNumber", AddObjectResponse::instanceNumber)
                            .required(),
                    integer("Status", AddObjectResponse::status),
                    AddObjectResponse::new),
            Shape.of(
                    DeleteObject.class,
                    token("ObjectName", 256, DeleteObject::objectName).required(),
                    token("ParameterKey", 32, DeleteObject::parameterKey),
                    DeleteObject::new),
            Shape.of(
                    DeleteObjectResponse.class,
                    integer("Status", DeleteObjectResponse::status),
                    DeleteObjectResponse::new));

    private ParameterRpcs() {}
}
