package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.disturbed.DisturbedStore;

class CseComponentTest {

    private final DisturbedStore store = new DisturbedStore();
    private final CseComponent component = new CseComponent(
            new Settings(
                    "/id-in",
                    "cse-in",
                    "//sp",
                    "CAdmin",
                    List.of("http://127.0.0.1:8080/"),
                    10,
                    Lifetime.parse("P10Y"),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1)),
            Clock.systemUTC(),
            "process");

    @AfterEach
    void stop() {
        component.stop();
    }

    @Test
    void a_handler_may_wait_for_an_hour_by_default() throws Exception {
        Object seconds =
                CseComponent.Config.class.getDeclaredMethod("response_wait").getDefaultValue();
        assertThat((int) seconds).isGreaterThan(3_600);
    }

    @Test
    void the_csebase_is_stored_as_soon_as_there_is_a_store() {
        component.bindStore(store);
        await().untilAsserted(() -> assertThat(store.find(component.cseBase())
                        .map(Resource::attributes)
                        .map(attributes -> attributes.get("poa")))
                .contains(List.of("http://127.0.0.1:8080/")));
    }

    @Test
    void expired_resources_are_swept() {
        component.bindStore(store);
        publishTypes();
        Resource draft = component.draft(
                component.resolve("cse-in").orElseThrow(),
                Optional.of("old"),
                "m2m:box",
                Map.of("et", "20200101T000000"));
        store.apply(Change.builder().create(draft).build());
        await().untilAsserted(() -> assertThat(store.find(draft.id())).isEmpty());
    }

    @Test
    void a_request_that_waits_for_the_store_at_the_stop_is_left_to_the_next_cse() {
        publishTypes();
        CompletableFuture<ResponsePrimitive> response =
                component.handle(Request.retrieve("cse-in").primitive()).toCompletableFuture();
        assertThat(response).isNotDone();
        component.stop();
        assertThatThrownBy(response::join).hasCauseInstanceOf(HandlerStoppedException.class);
    }

    @Test
    void what_waits_in_the_outbox_is_taken_up_when_a_notifier_comes() {
        RecordingNotifier notifier = new RecordingNotifier();
        component.bindNotifier(objects(notifier), Map.of(Constants.SERVICE_ID, 1L));
        await().untilAsserted(() -> assertThat(notifier.looks).hasValue(1));
    }

    private static <T> ComponentServiceObjects<T> objects(T service) {
        return new ComponentServiceObjects<>() {
            @Override
            public T getService() {
                return service;
            }

            @Override
            public void ungetService(T got) {}

            @Override
            public ServiceReference<T> getServiceReference() {
                throw new UnsupportedOperationException();
            }
        };
    }

    private void publishTypes() {
        List<ResourceType> types = ShippedTypes.all();
        for (int index = 0; index < types.size(); index++) {
            component.bindType(types.get(index), Map.of(Constants.SERVICE_ID, (long) index));
        }
    }
}
