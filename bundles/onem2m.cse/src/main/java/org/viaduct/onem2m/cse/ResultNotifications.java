package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;

/** The notifications that bring the result of a nonBlockingRequestAsynch to those whom it is for (TS-0004 7.5.1.2.5). */
final class ResultNotifications {

    private static final Long ASYNCHRONOUS = (long) ResponseType.NON_BLOCKING_REQUEST_ASYNCH.value();

    private final String cseId;
    private final Clock clock;

    ResultNotifications(String cseId, Clock clock) {
        this.cseId = cseId;
        this.clock = clock;
    }

    /**
     * Checks where the result is to go.
     *
     * @throws OneM2mException 5001 when it is to go where this CSE cannot send it, 4000 when a target is malformed
     */
    static void check(RequestPrimitive request) {
        if (request.responseType() != ResponseType.NON_BLOCKING_REQUEST_ASYNCH) {
            return;
        }
        List<String> targets = request.notificationTargets()
                .orElseThrow(
                        () -> new OneM2mException(
                                ResponseStatusCode.NOT_IMPLEMENTED,
                                "This CSE does not know where the originator can be reached: name the notification targets of the"
                                        + " result (X-M2M-RTU), none to have no notification, or set the Response Type (rt) to 1."));
        targets.forEach(target -> Subscribing.checkTarget("The Response Type (X-M2M-RTU)", target));
    }

    /**
     * @param request the {@code <request>} before the result is stored in it
     * @param result operationResult
     * @return one for each target
     */
    List<PendingNotification> of(Resource request, Map<String, Object> result) {
        if (!(request.attributes().get("mi") instanceof Map<?, ?> information
                && information.get("rt") instanceof Map<?, ?> responseType
                && ASYNCHRONOUS.equals(responseType.get("rtv"))
                && responseType.get("nu") instanceof List<?> targets)) {
            return List.of();
        }
        Map<String, Object> response = new LinkedHashMap<>(result);
        response.put("to", request.text("org").orElse(""));
        response.put("fr", cseId);
        response.put("rvi", information.get("rvi"));
        byte[] content = Notifications.content("m2m:rsp", response);
        List<PendingNotification> pending = new ArrayList<>();
        for (Object target : new LinkedHashSet<>(targets)) {
            pending.add(new PendingNotification(
                    request.id(), String.valueOf(target), request.revision(), cseId, true, clock.instant(), content));
        }
        return pending;
    }
}
