package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.testkit.ErrorStream;

class StrangersTest {

    @Test
    void a_participant_of_another_class_space_is_named_once_with_the_cure() {
        try (ErrorStream log = new ErrorStream()) {
            Strangers strangers = new Strangers(contextWith(false));
            strangers.warn();
            strangers.warn();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("SessionParticipant of org.viaduct.interworking", "bundle:refresh");
        }
    }

    @Test
    void participants_that_can_be_used_are_no_strangers() {
        try (ErrorStream log = new ErrorStream()) {
            new Strangers(contextWith(true)).warn();
            assertThat(log.lines()).isEmpty();
        }
    }

    private static BundleContext contextWith(boolean assignable) {
        Bundle bundle = proxy(Bundle.class, (self, method, arguments) -> "org.viaduct.interworking");
        ServiceReference<?> reference = proxy(
                ServiceReference.class,
                (self, method, arguments) -> method.getName().equals("getBundle") ? bundle : assignable);
        return proxy(BundleContext.class, (self, method, arguments) -> {
            if (method.getName().equals("getBundle")) {
                return bundle;
            }
            return arguments[0].equals(SessionParticipant.class.getName())
                    ? new ServiceReference<?>[] {reference}
                    : null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(StrangersTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
