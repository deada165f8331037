package org.viaduct.cwmp.codec;

import static org.viaduct.cwmp.codec.Field.integer;
import static org.viaduct.cwmp.codec.Field.repeated;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.SetParameterValuesFault;

/** Every message with its shape; a new RPC is one more declaration in one of the lists. */
final class Rpcs {
    private static final Shape<SetParameterValuesFault> PARAMETER_FAULT = Shape.of(
                    SetParameterValuesFault.class,
                    token("ParameterName", Integer.MAX_VALUE, SetParameterValuesFault::parameterName),
                    integer("FaultCode", SetParameterValuesFault::faultCode),
                    text("FaultString", Integer.MAX_VALUE, SetParameterValuesFault::faultString)
                            .optional(),
                    (name, code, text) -> new SetParameterValuesFault(name, orInternalError(code), text))
            .shownAs((out, fault) -> out.named(fault.parameterName(), fault.faultString(), fault.faultCode() + ""));

    /** What stands in the detail of a SOAP fault; without a code it is an internal error. */
    static final Shape<CwmpFault> FAULT = Shape.of(
            CwmpFault.class,
            integer("FaultCode", CwmpFault::code),
            text("FaultString", Integer.MAX_VALUE, CwmpFault::message).optional(),
            repeated("SetParameterValuesFault", PARAMETER_FAULT, 0, CwmpFault::parameterFaults),
            (code, message, faults) -> new CwmpFault(orInternalError(code), message, faults));

    /** All but the fault. */
    static final List<Shape<? extends CwmpMessage>> ALL = Stream.of(
                    GenericRpcs.ALL, ParameterRpcs.ALL, TransferRpcs.ALL, SoftwareRpcs.ALL, VoucherRpcs.ALL)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Shape<? extends CwmpMessage>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Shape::name, Function.identity()));
    private static final Map<Class<?>, Shape<? extends CwmpMessage>> BY_TYPE = Stream.concat(
                    ALL.stream(), Stream.of(FAULT))
            .collect(Collectors.toUnmodifiableMap(Shape::type, Function.identity()));

    private Rpcs() {}

    private static int orInternalError(int code) {
        return code == 0 ? FaultCode.INTERNAL_ERROR.number() : code;
    }

    /** The message whose element has this local name. */
    static Optional<Shape<? extends CwmpMessage>> named(String element) {
        return Optional.ofNullable(BY_NAME.get(element));
    }

    /** @throws IllegalArgumentException if the message has no shape */
    static Shape<? extends CwmpMessage> shapeOf(CwmpMessage message) {
        if (message instanceof VendorMessage vendors) {
            return vendors.shape();
        }
        Shape<? extends CwmpMessage> shape = BY_TYPE.get(message.getClass());
        if (shape == null) {
            throw new IllegalArgumentException(message.name() + " is no message of CWMP");
        }
        return shape;
    }
}
