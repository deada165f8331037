package org.viaduct.onem2m.cse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.ResultContent;

/** Builds request primitives from the admin originator. */
final class Request {

    private final Operation operation;
    private final String to;
    private String from = "CAdmin";
    private String release = "3";
    private OptionalInt type = OptionalInt.empty();
    private Optional<Representation> content = Optional.empty();
    private Optional<ResultContent> resultContent = Optional.empty();
    private ResponseType responseType = ResponseType.BLOCKING_REQUEST;
    private boolean discovery;
    private FilterCriteria filter = FilterCriteria.ALL;
    private DesiredIdentifierResultType form = DesiredIdentifierResultType.STRUCTURED;
    private Optional<Instant> expiration = Optional.empty();
    private Optional<Instant> resultExpiration = Optional.empty();
    private Optional<Instant> execution = Optional.empty();
    private Optional<List<String>> notificationTargets = Optional.empty();

    private Request(Operation operation, String to) {
        this.operation = operation;
        this.to = to;
    }

    static Request create(String to, int type, String root, Map<String, ?> members) {
        return new Request(Operation.CREATE, to).type(type).content(root, members);
    }

    static Request retrieve(String to) {
        return new Request(Operation.RETRIEVE, to);
    }

    static Request update(String to, String root, Map<String, ?> members) {
        return new Request(Operation.UPDATE, to).content(root, members);
    }

    static Request delete(String to) {
        return new Request(Operation.DELETE, to);
    }

    static Request of(Operation operation, String to) {
        return new Request(operation, to);
    }

    Request from(String originator) {
        from = originator;
        return this;
    }

    Request release(String version) {
        release = version;
        return this;
    }

    Request type(int number) {
        type = OptionalInt.of(number);
        return this;
    }

    Request content(String root, Object value) {
        content = Optional.of(
                new Representation(root, value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value));
        return this;
    }

    Request rcn(int value) {
        resultContent = ResultContent.of(value);
        return this;
    }

    Request rt(ResponseType wanted) {
        responseType = wanted;
        return this;
    }

    Request discover() {
        discovery = true;
        return this;
    }

    Request filter(FilterCriteria criteria) {
        filter = criteria;
        return this;
    }

    Request unstructured() {
        form = DesiredIdentifierResultType.UNSTRUCTURED;
        return this;
    }

    Request expires(Instant until) {
        expiration = Optional.of(until);
        return this;
    }

    Request resultExpires(Instant until) {
        resultExpiration = Optional.of(until);
        return this;
    }

    Request executes(Instant when) {
        execution = Optional.of(when);
        return this;
    }

    Request notifies(String... targets) {
        notificationTargets = Optional.of(List.of(targets));
        return this;
    }

    RequestPrimitive primitive() {
        return new RequestPrimitive(
                operation,
                to,
                from,
                "r1",
                release,
                type,
                content,
                resultContent,
                responseType,
                discovery,
                filter,
                form,
                expiration,
                resultExpiration,
                execution,
                notificationTargets);
    }
}
