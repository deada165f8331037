package org.viaduct.store.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A PostgreSQL server for all tests of a run, which get databases of their own. */
final class Server implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Server.class);

    /** The process, stopped at the end of the run. */
    static final class Running implements ExtensionContext.Store.CloseableResource {

        private final EmbeddedPostgres postgres;
        private final AtomicInteger databases = new AtomicInteger();

        Running() {
            try {
                // It is started without fsync otherwise.
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int port() {
            return postgres.getPort();
        }

        /** The name of a new, empty database. */
        String newDatabase() throws SQLException {
            String name = "viaduct" + databases.incrementAndGet();
            execute("CREATE DATABASE " + name);
            return name;
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        Access access(String database) {
            return access(database, port());
        }

        static Access access(String database, int port) {
            return new Access(
                    "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                    "postgres",
                    Optional.of("postgres"),
                    8,
                    Duration.ofSeconds(20));
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Running resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Running.class);
    }
}
