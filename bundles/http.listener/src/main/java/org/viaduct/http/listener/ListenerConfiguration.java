package org.viaduct.http.listener;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of a {@link Listener}. */
@ObjectClassDefinition(
        name = "Viaduct HTTP listener",
        description = "One HTTP address. A change restarts this listener and no other.")
@interface ListenerConfiguration {

    @AttributeDefinition(description = "The protocol served: the viaduct.listener property of its servlet.")
    String name() default "";

    @AttributeDefinition(
            description = "The address to listen on. One that is not loopback needs TLS (key.store) and a servlet that"
                    + " admits no anonymous caller.")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "The TCP port; 0 takes any free one.", min = "0", max = "65535")
    int port();

    @AttributeDefinition(
            description = "Names that a request's Host header may have, beside host, separated by commas."
                    + " Others are answered 421.")
    String allowed_hosts() default "localhost, 127.0.0.1, ::1";

    @AttributeDefinition(description = "Most threads; requests beyond them wait.", min = "8", max = "1000")
    int threads() default 32;

    @AttributeDefinition(
            description = "Most connections; further ones wait to be accepted, and idle ones are closed sooner.",
            min = "1",
            max = "100000")
    int connections() default 1000;

    @AttributeDefinition(
            description = "Bytes of request line and headers; more is answered 431.",
            min = "256",
            max = "65536")
    int header_limit() default 8192;

    @AttributeDefinition(
            description = "Bytes of a request body, as sent and after gzip inflation; more is answered 413. 0: the"
                    + " servlet reads bodies as they come, and bounds them.",
            min = "0",
            max = "1073741824")
    int body_limit() default 1048576;

    @AttributeDefinition(
            description = "Bytes that the bodies of all requests may occupy together, at least body.limit; a body that"
                    + " finds no room is answered 503. 0: an eighth of the largest heap.",
            min = "0",
            max = "1099511627776")
    long bodies_limit() default 0;

    @AttributeDefinition(
            description = "Milliseconds for a request's headers to arrive in; the connection is closed then.",
            min = "1",
            max = "600000")
    int header_timeout() default 10000;

    @AttributeDefinition(
            description = "Milliseconds for a request's body to arrive in; later is answered 408.",
            min = "1",
            max = "600000")
    int body_timeout() default 30000;

    @AttributeDefinition(
            description = "Milliseconds after which a silent connection is closed.",
            min = "1",
            max = "3600000")
    int idle_timeout() default 30000;

    @AttributeDefinition(
            description = "Milliseconds that requests wait while the servlet's bundle is stopped or updated;"
                    + " 503 after that.",
            min = "0",
            max = "60000")
    int pause() default 5000;

    @AttributeDefinition(
            description = "Milliseconds that requests in progress have to finish when the listener stops.",
            min = "0",
            max = "60000")
    int stop_timeout() default 5000;

    @AttributeDefinition(
            description = "The PKCS12 file with the listener's private key and certificates. Empty: no TLS. Relative"
                    + " paths begin at Karaf's etc. A file that is replaced is used within seconds.",
            required = false)
    String key_store() default "";

    @AttributeDefinition(
            description = "The file whose first line is the password of key.store, for its owner only (chmod 600).",
            required = false)
    String key_store_password_file() default "";

    @AttributeDefinition(
            description = "The PKCS12 file with the certificates of those who issue the clients' certificates.",
            required = false)
    String trust_store() default "";

    @AttributeDefinition(
            description = "The file whose first line is the password of trust.store, for its owner only (chmod 600).",
            required = false)
    String trust_store_password_file() default "";

    @AttributeDefinition(
            description = "none: clients are not asked for certificates; want: they may show one; need: they must.",
            options = {
                @Option(label = "none", value = "none"),
                @Option(label = "want", value = "want"),
                @Option(label = "need", value = "need")
            })
    String client_certificates() default "none";
}
