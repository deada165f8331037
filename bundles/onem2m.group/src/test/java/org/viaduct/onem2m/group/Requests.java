package org.viaduct.onem2m.group;

import java.util.Optional;
import java.util.OptionalInt;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseType;

/** Requests as they come to a handler. */
final class Requests {

    private Requests() {}

    static RequestPrimitive of(Operation operation) {
        return new RequestPrimitive(
                operation,
                "cse-in",
                "CAdmin",
                "r1",
                "4",
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                ResponseType.BLOCKING_REQUEST,
                false,
                FilterCriteria.ALL,
                DesiredIdentifierResultType.STRUCTURED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
