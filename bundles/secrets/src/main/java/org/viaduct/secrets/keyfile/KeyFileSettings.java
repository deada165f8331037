package org.viaduct.secrets.keyfile;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@link KeyFileSecrets}. */
@ObjectClassDefinition(
        id = "org.viaduct.secrets",
        name = "Viaduct secrets",
        description = "The key that passwords in the store are encrypted with.")
public @interface KeyFileSettings {

    @AttributeDefinition(
            name = "Key file",
            description =
                    "The file of the key, readable by its owner only; created when it is not there. Keep a copy apart from"
                            + " the store: without the key its passwords are lost. Empty: viaduct.key in Karaf's etc. Not used when the"
                            + " environment has VIADUCT_KEY.",
            required = false)
    String key_file() default "";

    @AttributeDefinition(
            name = "Owners",
            description =
                    "Who keeps sealed values, separated by commas. secrets:rotate waits for all of them: what an absent one"
                            + " has sealed would be lost.")
    String owners() default "cwmp.authentication, cwmp.devices, cwmp.queue, interworking";
}
