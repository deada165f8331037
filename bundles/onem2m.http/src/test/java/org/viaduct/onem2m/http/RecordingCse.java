package org.viaduct.onem2m.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Cse;

/** Keeps the primitives that the binding hands over, and answers as the test says. */
final class RecordingCse implements Cse {

    final List<RequestPrimitive> requests = new CopyOnWriteArrayList<>();
    volatile Function<RequestPrimitive, CompletionStage<ResponsePrimitive>> behaviour =
            request -> CompletableFuture.completedFuture(
                    response(request, ResponseStatusCode.OK, new Representation("m2m:cb", Map.of("ty", 5L))));

    @Override
    public CompletionStage<ResponsePrimitive> handle(RequestPrimitive request) {
        requests.add(request);
        return behaviour.apply(request);
    }

    void answersWith(Function<RequestPrimitive, ResponsePrimitive> answer) {
        behaviour = request -> CompletableFuture.completedFuture(answer.apply(request));
    }

    RequestPrimitive last() {
        return requests.get(requests.size() - 1);
    }

    static ResponsePrimitive response(RequestPrimitive to, ResponseStatusCode status, Representation content) {
        return new ResponsePrimitive(
                status, to.requestId(), Optional.of(content), Optional.empty(), OptionalInt.empty());
    }
}
