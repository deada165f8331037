package org.viaduct.store.postgresql;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. There is no password among them: whoever may list settings would see it. */
@ObjectClassDefinition(
        id = PostgresqlSettings.PID,
        name = "Viaduct PostgreSQL store",
        description =
                "The database that resources and the notes of the bundles are kept in. A change of a setting closes"
                        + " and opens the store.")
public @interface PostgresqlSettings {

    String PID = "org.viaduct.store.postgresql";

    @AttributeDefinition(
            name = "URL",
            description =
                    "JDBC URL of the database, without a password. Another database is another, first empty, store.")
    String url() default "jdbc:postgresql://127.0.0.1:5432/viaduct";

    @AttributeDefinition(
            name = "User",
            description = "Who connects; needs the right to create tables in the database's first schema.")
    String user() default "viaduct";

    @AttributeDefinition(
            name = "Password file",
            description =
                    "A file with the user's password in its first line, readable to its owner only; a relative path"
                            + " is below Karaf's base directory. Empty: the environment variable VIADUCT_POSTGRESQL_PASSWORD, or"
                            + " no password when there is none.",
            required = false)
    String password_file() default "";

    @AttributeDefinition(
            name = "Connections",
            description =
                    "The most connections to the database at once. One writes, the others read; fewer make readers"
                            + " wait for each other.",
            min = "2",
            max = "200")
    int connections() default 8;

    @AttributeDefinition(
            name = "Timeout in seconds",
            description =
                    "How long the database may take for an answer, or another process for its turn, before requests"
                            + " are refused. Shorter notices a lost database sooner, and cuts off large deletions.",
            min = "1",
            max = "600")
    int timeout_seconds() default 20;
}
