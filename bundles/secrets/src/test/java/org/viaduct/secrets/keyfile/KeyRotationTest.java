package org.viaduct.secrets.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.secrets.Rotation;
import org.viaduct.secrets.SealedValues;
import org.viaduct.secrets.Secrets;

class KeyRotationTest {

    private static final String CONTEXT = "cpe:00D09E-GW-1";

    @TempDir
    Path directory;

    private final List<String> values = new ArrayList<>();

    private Path file() {
        return directory.resolve("viaduct.key");
    }

    private KeyFileSecrets secrets() {
        return new KeyFileSecrets(Optional.empty(), file().toString());
    }

    private KeyRotation rotation(KeyFileSecrets secrets, SealedValues owner) {
        KeyRotation rotation = new KeyRotation(secrets, Set.of("test"));
        rotation.bindOwner(owner, Map.of(SealedValues.OWNER, "test"));
        return rotation;
    }

    /** The owner of {@link #values}. */
    private int reseal(Secrets secrets) {
        int resealed = 0;
        for (int i = 0; i < values.size(); i++) {
            Optional<String> anew = secrets.reseal(values.get(i), CONTEXT);
            if (anew.isPresent()) {
                values.set(i, anew.get());
                resealed++;
            }
        }
        return resealed;
    }

    @Test
    void everything_is_sealed_anew_and_only_the_new_key_stays() throws IOException {
        KeyFileSecrets secrets = secrets();
        values.add(secrets.seal("one", CONTEXT));
        values.add(secrets.seal("two", CONTEXT));
        String before = values.get(0);
        String former = Files.readString(file());
        Rotation.Report report = rotation(secrets, this::reseal).rotate();
        assertThat(report.values()).isEqualTo(2);
        assertThat(report.next()).contains("Keep a copy of " + file());
        assertThat(values).allMatch(value -> value.startsWith("v1." + report.key() + "."));
        assertThat(secrets.open(values.get(0), CONTEXT)).isEqualTo("one");
        assertThat(secrets().open(values.get(1), CONTEXT)).isEqualTo("two");
        assertThatThrownBy(() -> secrets.open(before, CONTEXT)).hasMessageContaining("was sealed with the key");
        assertThat(Files.readString(file())).doesNotContain(former.strip()).hasLineCount(1);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(directory).isDirectoryNotContaining("glob:**.viaduct*");
    }

    @Test
    void a_crash_in_the_middle_loses_nothing_and_another_rotation_ends_it() throws IOException {
        KeyFileSecrets secrets = secrets();
        values.add(secrets.seal("one", CONTEXT));
        values.add(secrets.seal("two", CONTEXT));
        KeyRotation crashing = rotation(secrets, sealing -> {
            values.set(0, sealing.reseal(values.get(0), CONTEXT).orElseThrow());
            throw new IllegalStateException("power cut");
        });
        assertThatThrownBy(crashing::rotate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("power cut")
                .hasMessageContaining("secrets:rotate again")
                .hasMessageContaining("No key was retired");
        KeyFileSecrets restarted = secrets();
        assertThat(restarted.open(values.get(0), CONTEXT)).isEqualTo("one");
        assertThat(restarted.open(values.get(1), CONTEXT)).isEqualTo("two");
        assertThat(Files.readString(file())).hasLineCount(2);
        assertThat(rotation(restarted, this::reseal).rotate().values()).isEqualTo(2);
        assertThat(Files.readString(file())).hasLineCount(1);
        assertThat(secrets().open(values.get(1), CONTEXT)).isEqualTo("two");
    }

    @Test
    void what_is_sealed_with_the_former_key_during_the_walk_is_found_by_the_next() {
        KeyFileSecrets secrets = secrets();
        String late = secrets.seal("late", CONTEXT);
        KeyRotation rotation = rotation(secrets, sealing -> {
            int resealed = reseal(sealing);
            if (values.isEmpty()) {
                values.add(late);
                return 1;
            }
            return resealed;
        });
        rotation.rotate();
        assertThat(secrets.open(values.get(0), CONTEXT)).isEqualTo("late");
    }

    @Test
    void without_an_owner_nothing_changes() throws IOException {
        KeyFileSecrets secrets = secrets();
        String former = Files.readString(file());
        KeyRotation rotation = new KeyRotation(secrets, Set.of("test", "absent"));
        SealedValues owner = this::reseal;
        rotation.bindOwner(owner, Map.of(SealedValues.OWNER, "test"));
        assertThatThrownBy(rotation::rotate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not there: absent. Start its bundle first");
        rotation.unbindOwner(owner, Map.of(SealedValues.OWNER, "test"));
        assertThatThrownBy(rotation::rotate).hasMessageContaining("absent, test");
        assertThat(Files.readString(file())).isEqualTo(former);
    }

    @Test
    void keys_in_the_environment_are_rotated_by_putting_a_new_one_before_them() {
        String old = SealingKey.random().base64();
        String young = SealingKey.random().base64();
        KeyFileSecrets before = new KeyFileSecrets(Optional.of(old), "");
        values.add(before.seal("one", CONTEXT));
        assertThatThrownBy(() -> rotation(before, this::reseal).rotate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set VIADUCT_KEY to a new one, a comma and the present one")
                .hasMessageNotContaining(old);
        KeyFileSecrets both = new KeyFileSecrets(Optional.of(young + "," + old), "");
        assertThat(rotation(both, this::reseal).rotate().next()).contains("Leave only the first key in VIADUCT_KEY");
        assertThat(new KeyFileSecrets(Optional.of(young), "").open(values.get(0), CONTEXT))
                .isEqualTo("one");
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_key_file_that_cannot_be_replaced_stays_in_use() throws IOException {
        KeyFileSecrets secrets = secrets();
        values.add(secrets.seal("one", CONTEXT));
        Path elsewhere = Files.move(directory, directory.resolveSibling(directory.getFileName() + "-moved"));
        assertThatThrownBy(() -> rotation(secrets, this::reseal).rotate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("key file");
        Files.move(elsewhere, directory);
        assertThat(secrets().open(values.get(0), CONTEXT)).isEqualTo("one");
    }
}
