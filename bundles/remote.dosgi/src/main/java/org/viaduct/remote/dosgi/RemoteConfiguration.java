package org.viaduct.remote.dosgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How the two halves of a divided Viaduct find and believe each other. */
@ObjectClassDefinition(
        name = "Viaduct remote services",
        description = "How a gateway and a core find and believe each other.")
@interface RemoteConfiguration {

    String PID = "org.viaduct.remote";

    @AttributeDefinition(
            name = "Peer",
            description = "Where the other half is: of a gateway its core, of a core its gateway, such as"
                    + " https://core.example.com:7561/. Empty: a discovery of Aries RSA announces it.")
    String peer() default "";

    @AttributeDefinition(
            name = "Token file",
            description = "File whose first line is the token that both halves show each other, for its owner only. Off"
                    + " loopback there must be one. Relative paths begin at Karaf's etc.")
    String token_file() default "";

    @AttributeDefinition(
            name = "Trust store",
            description =
                    "PKCS12 file with the certificates of those who issue the peer's. Empty: those that Java trusts.")
    String trust_store() default "";

    @AttributeDefinition(
            name = "Password file of the trust store",
            description = "File whose first line is its password, for its owner only.")
    String trust_store_password_file() default "";

    @AttributeDefinition(
            name = "Connect timeout",
            description = "Milliseconds for a connection to the peer; longer counts as not reachable.",
            min = "100",
            max = "60000")
    int connect_timeout() default 5000;

    @AttributeDefinition(
            name = "Answer timeout",
            description = "Milliseconds for an answer of the peer. It must be longer than a connection request takes.",
            min = "1000",
            max = "300000")
    int answer_timeout() default 45000;
}
