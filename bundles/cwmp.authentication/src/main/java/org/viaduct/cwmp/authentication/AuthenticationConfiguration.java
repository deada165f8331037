package org.viaduct.cwmp.authentication;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. */
@ObjectClassDefinition(name = "Viaduct CPE authentication", description = "Which CPEs may connect.")
public @interface AuthenticationConfiguration {

    String PID = "org.viaduct.cwmp.authentication";

    @AttributeDefinition(
            name = "Anonymous on loopback",
            description =
                    "Whether CPEs on this machine may connect without credentials over plain HTTP. Over TLS every CPE"
                            + " needs some.")
    boolean loopback_anonymous() default true;

    @AttributeDefinition(
            name = "Bootstrap user name",
            description =
                    "The user name with which new CPEs come, and CPEs after a factory reset. Empty: no CPE gets in"
                            + " that has neither credentials of its own (cwmp:credentials) nor a certificate.",
            required = false)
    String bootstrap_username() default "";

    @AttributeDefinition(
            name = "Bootstrap password file",
            description =
                    "The file whose first line is the password of that name, for its owner only (chmod 600). Relative"
                            + " paths begin in Karaf's etc.",
            required = false)
    String bootstrap_password_file() default "";

    @AttributeDefinition(
            name = "Bootstrap again",
            description = "allow: a CPE that reports 0 BOOTSTRAP gets in with the bootstrap credentials although it has"
                    + " some of its own; whoever knows them can then take its place. deny: only after cwmp:readmit.")
    String bootstrap_again() default "deny";

    @AttributeDefinition(
            name = "Allowed devices",
            description = "CPEs that may come without credentials of their own: OUI, OUI:SERIAL or OUI:FIRST..LAST,"
                    + " separated by commas. Empty: all.",
            required = false)
    String[] allowed_devices() default {};

    @AttributeDefinition(
            name = "Device of a certificate",
            description =
                    "FIELD:EXPRESSION. FIELD is cn, dns or uri; the regular expression is compared with the whole of"
                            + " it and has the groups oui and serial, and may have productClass. Empty: certificates prove nothing.",
            required = false)
    String certificate_device() default "";

    @AttributeDefinition(
            name = "Digest algorithms",
            description =
                    "What digest challenges offer, the preferred one first: SHA-256, MD5. Some CPEs look at the first"
                            + " only.")
    String[] digest_algorithms() default {"SHA-256", "MD5"};

    @AttributeDefinition(
            name = "Basic",
            description = "Whether user name and password are taken in clear, too. Over TLS only in any case.")
    boolean basic() default true;

    @AttributeDefinition(
            name = "Seconds of a nonce",
            description = "How long the nonce of a challenge may be used; CPEs get a new one after that.",
            min = "10",
            max = "86400")
    int nonce_seconds() default 300;
}
