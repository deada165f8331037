package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.shell.Services;

/** Services that a test put there. */
final class FakeServices implements Services {
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final List<Named<SessionParticipant>> participants = new ArrayList<>();

    <T> FakeServices with(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    FakeServices with(String name, SessionParticipant participant) {
        participants.add(new Named<>(name, participant));
        return this;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }

    @Override
    public <T> List<Named<T>> all(Class<T> type, String property) {
        return participants.stream()
                .map(each -> new Named<>(each.name(), type.cast(each.service())))
                .toList();
    }
}
