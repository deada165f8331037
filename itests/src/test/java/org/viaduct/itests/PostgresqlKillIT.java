package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;

/** The same with an installation that began with PostgreSQL. */
public class PostgresqlKillIT extends StoreKillIT {

    private EmbeddedPostgres postgres;

    public PostgresqlKillIT() {
        super(Integer.getInteger("viaduct.postgresql.kills", 1));
    }

    @Override
    void choose(KarafProcess unstarted) throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        unstarted.set("org.viaduct.store.selection.cfg", "backend", "postgresql");
        unstarted.set(
                "org.viaduct.store.postgresql.cfg",
                "url",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        unstarted.set("org.viaduct.store.postgresql.cfg", "user", "postgres");
        unstarted.set("org.viaduct.store.postgresql.cfg", "password.file", "etc/postgresql.password");
        unstarted.secret("etc/postgresql.password", "postgres");
        Path features = unstarted.etc().resolve("org.apache.karaf.features.cfg");
        String boot = Files.readString(features);
        String with = boot.replaceFirst("(?m)^    viaduct/.*$", "$0\n    viaduct-store-postgresql, \\\\");
        assertThat(with).isNotEqualTo(boot);
        Files.writeString(features, with);
    }

    @After
    @Override
    public void all_go() throws Exception {
        super.all_go();
        postgres.close();
    }
}
