package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.viaduct.cwmp.api.SessionParticipant;

class RequiredParticipantsTest {

    @Test
    void who_declares_that_it_must_miss_nothing_is_required_whether_started_or_not() {
        RequiredParticipants required = opened(declaring("interworking"), declaring("devices"), declaring());
        assertThat(required.get()).containsExactlyInAnyOrder("interworking", "devices");
    }

    @Test
    void nobody_is_required_where_no_bundle_says_so() {
        assertThat(opened(declaring()).get()).isEmpty();
    }

    @Test
    void a_bundle_that_is_replaced_is_waited_for() {
        Bundle interworking = declaring("interworking");
        RequiredParticipants required = opened(interworking);
        required.remove(interworking);
        assertThat(required.get()).containsExactly("interworking");
    }

    @Test
    void an_update_may_begin_to_miss_nothing() {
        RequiredParticipants required = opened();
        required.modifiedBundle(declaring("core"), null, null);
        assertThat(required.get()).containsExactly("core");
    }

    private static RequiredParticipants opened(Bundle... bundles) {
        BundleContext context = proxy(
                BundleContext.class,
                (self, method, arguments) -> method.getName().equals("getBundles") ? bundles : null);
        RequiredParticipants required = new RequiredParticipants(context);
        required.open();
        return required;
    }

    private static Bundle declaring(String... names) {
        List<BundleCapability> capabilities = List.of(names).stream()
                .map(name -> proxy(
                        BundleCapability.class, (self, method, arguments) -> Map.of(SessionParticipant.NAME, name)))
                .toList();
        BundleRevision revision = proxy(
                BundleRevision.class,
                (self, method, arguments) -> arguments[0].equals(SessionParticipant.NAME) ? capabilities : List.of());
        return proxy(Bundle.class, (self, method, arguments) -> switch (method.getName()) {
            case "adapt" -> revision;
            case "getState" -> Bundle.INSTALLED;
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(
                RequiredParticipantsTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
