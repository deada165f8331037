package org.viaduct.store.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.viaduct.store.StoreUnavailableException;

/** The pool of connections. */
final class Database implements AutoCloseable {

    /** How long a caller waits for a connection, and a connection to be made. */
    private static final int PATIENCE_SECONDS = 5;
    /** What the network may take on top of what the database may. */
    private static final int NETWORK_SECONDS = 5;

    private final Access access;
    private final HikariDataSource pool;

    Database(Access access) {
        this.access = access;
        int timeout = (int) access.timeout().toSeconds();
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setUrl(access.url());
        driver.setUser(access.user());
        access.password().ifPresent(driver::setPassword);
        driver.setApplicationName("viaduct");
        driver.setReWriteBatchedInserts(true);
        driver.setTcpKeepAlive(true);
        driver.setConnectTimeout(PATIENCE_SECONDS);
        driver.setLoginTimeout(PATIENCE_SECONDS);
        driver.setSocketTimeout(timeout + NETWORK_SECONDS);
        HikariConfig config = new HikariConfig();
        config.setPoolName("viaduct-store");
        config.setDataSource(driver);
        config.setMaximumPoolSize(access.connections());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        config.setValidationTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS) - 1);
        config.setInitializationFailTimeout(-1);
        // Every query has an index; without statistics, as after a copy, the planner would not see that. What is
        // committed
        // is forced, whatever the server's default. A process that hangs gives its turn away.
        config.setConnectionInitSql("SET enable_seqscan = off; SET jit = off; SET statement_timeout = '" + timeout
                + "s'; SET idle_in_transaction_session_timeout = '" + timeout
                + "s'; SELECT set_config('synchronous_commit', 'on', false)"
                + " WHERE current_setting('synchronous_commit') = 'off'");
        pool = new HikariDataSource(config);
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** @throws StoreUnavailableException always, with a sentence */
    StoreUnavailableException unavailable(SQLException failure) {
        return new StoreUnavailableException(
                "The database " + access.place() + " cannot be used (" + reason(failure)
                        + "). Look at the server, its disk, and " + PostgresqlSettings.PID + ".cfg.",
                failure);
    }

    /** The first line of the innermost message that there is. */
    static String reason(SQLException failure) {
        String message = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message.lines().findFirst().orElse(message);
    }

    /** Whether the fault is in what was asked, not in the database or the way to it. */
    static boolean isOfTheStatement(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    /** Whether nothing can be read either. */
    static boolean isOfTheConnection(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("28");
    }

    String place() {
        return access.place();
    }

    @Override
    public void close() {
        pool.close();
    }
}
