package org.viaduct.cwmp.devices;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.secrets.Secrets;

/** Makes connection request credentials, and seals and opens them. */
final class Vault {

    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
    private static final int USERNAME_BYTES = 8;
    private static final int PASSWORD_BYTES = 20;

    private final Secrets secrets;
    private final SecureRandom random = new SecureRandom();

    Vault(Secrets secrets) {
        this.secrets = secrets;
    }

    /** New random credentials, not sent yet: letters, digits and a hyphen only, 160 bits in the password. */
    SealedCredentials make(CpeId cpe) {
        return new SealedCredentials(
                "viaduct-" + random(USERNAME_BYTES), secrets.seal(random(PASSWORD_BYTES), context(cpe)), false);
    }

    /** The credentials in clear; empty, with a line in the log, if the key they were sealed with is lost. */
    Optional<Credentials> open(CpeId cpe, SealedCredentials sealed) {
        try {
            return Optional.of(new Credentials(sealed.username(), secrets.open(sealed.sealedPassword(), context(cpe))));
        } catch (IllegalArgumentException otherKey) {
            LOG.warn(
                    "The connection request credentials of CPE {} cannot be opened with the present key: {}",
                    cpe,
                    otherKey.getMessage());
            return Optional.empty();
        }
    }

    /** The record with its credentials under the present key; those that cannot be opened stay as they are. */
    DeviceRecord resealed(CpeId cpe, DeviceRecord device) {
        return device.with(resealed(cpe, device.confirmed()), resealed(cpe, device.pending()), device.settable());
    }

    private @Nullable SealedCredentials resealed(CpeId cpe, @Nullable SealedCredentials credentials) {
        try {
            return credentials == null
                    ? null
                    : secrets.reseal(credentials.sealedPassword(), context(cpe))
                            .map(credentials::sealed)
                            .orElse(credentials);
        } catch (IllegalArgumentException lost) {
            LOG.warn("The connection request credentials of CPE {} are not sealed anew: {}", cpe, lost.getMessage());
            return credentials;
        }
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String context(CpeId cpe) {
        return "cpe:" + cpe.value();
    }
}
