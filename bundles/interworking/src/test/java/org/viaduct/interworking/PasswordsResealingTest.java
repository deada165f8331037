package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.disturbed.DisturbedStore;

class PasswordsResealingTest {

    private final DisturbedStore store = new DisturbedStore();
    private final PasswordsResealing resealing = new PasswordsResealing(store);

    @Test
    void commands_executions_and_what_is_still_to_be_made_come_under_the_new_key() {
        put(Passwords.BUCKET, "cmd", "old|mgmtCmd:cmd|secret");
        put(Executions.RECORDS, "run", "{\"state\":\"WAITING\",\"sealedPasswords\":\"old|execution:run|secret\"}");
        put(Expansions.HEADS, "cmd/1", "{\"left\":1.10,\"sealedPasswords\":\"old|execution:cmd/1|secret\"}");
        put(Executions.RECORDS, "without", "{\"state\":\"FINISHED\"}");
        assertThat(resealing.reseal(new RenewedSecrets())).isEqualTo(3);
        assertThat(text(Passwords.BUCKET, "cmd")).isEqualTo("new|mgmtCmd:cmd|secret");
        assertThat(text(Executions.RECORDS, "run"))
                .isEqualTo("{\"state\":\"WAITING\",\"sealedPasswords\":\"new|execution:run|secret\"}");
        assertThat(text(Expansions.HEADS, "cmd/1"))
                .contains("new|execution:cmd/1|secret")
                .contains("1.1");
        assertThat(text(Executions.RECORDS, "without")).isEqualTo("{\"state\":\"FINISHED\"}");
        assertThat(resealing.reseal(new RenewedSecrets())).isZero();
    }

    @Test
    void what_cannot_be_opened_stays_as_it_is_and_holds_up_nothing() {
        put(Passwords.BUCKET, "a", "lost|mgmtCmd:a|secret");
        put(Passwords.BUCKET, "b", "old|mgmtCmd:b|secret");
        assertThat(resealing.reseal(new RenewedSecrets())).isEqualTo(1);
        assertThat(text(Passwords.BUCKET, "a")).isEqualTo("lost|mgmtCmd:a|secret");
    }

    private void put(String bucket, String key, String value) {
        store.apply(Change.builder()
                .put(new Entry(bucket, key, value.getBytes(StandardCharsets.UTF_8), 0))
                .build());
    }

    private String text(String bucket, String key) {
        return new String(store.entry(bucket, key).orElseThrow().value(), StandardCharsets.UTF_8);
    }

    /** Knows the keys old and new. */
    private static final class RenewedSecrets implements Secrets {

        @Override
        public String seal(String clear, String context) {
            return "new|" + context + "|" + clear;
        }

        @Override
        public String open(String sealed, String context) {
            if (!sealed.startsWith("old|" + context + "|")) {
                throw new IllegalArgumentException("sealed otherwise");
            }
            return sealed.substring(sealed.lastIndexOf('|') + 1);
        }

        @Override
        public Optional<String> reseal(String sealed, String context) {
            return sealed.startsWith("new|") ? Optional.empty() : Optional.of(seal(open(sealed, context), context));
        }
    }
}
