package org.viaduct.secrets.keyfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.viaduct.secrets.Secrets;

/**
 * Seals with AES-256-GCM, under one key from a file or from the environment variable {@code VIADUCT_KEY}, which wins. A
 * sealed text is {@code v1.<name of the key>.<Base64url of nonce, cipher text and tag>}; version, name and context are
 * authenticated with it.
 */
@Component(service = Secrets.class, configurationPid = "org.viaduct.secrets")
@Designate(ocd = KeyFileSettings.class)
public final class KeyFileSecrets implements Secrets {

    static final String VARIABLE = "VIADUCT_KEY";

    private static final String VERSION = "v1";
    private static final Pattern SEALED = Pattern.compile(VERSION + "\\.(\\p{XDigit}{8})\\.([A-Za-z0-9_-]+)");

    private final SealingKey key;

    @Activate
    public KeyFileSecrets(KeyFileSettings settings) {
        this(Optional.ofNullable(System.getenv(VARIABLE)), settings.key_file());
    }

    /**
     * @param environment the key in Base64, if the environment has one
     * @param file where the key is otherwise; empty for the default
     * @throws IllegalStateException with a sentence, when there is no key that may be used
     */
    KeyFileSecrets(Optional<String> environment, String file) {
        key = environment.map(KeyFileSecrets::given).orElseGet(() -> SecretKeyFile.read(path(file)));
    }

    private static SealingKey given(String base64) {
        try {
            return SealingKey.parse(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The environment variable " + VARIABLE
                    + " is not 32 bytes in Base64: set it to the output of 'openssl rand -base64 32', or unset it to use the key"
                    + " file.");
        }
    }

    private static Path path(String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured.strip());
        }
        String etc = System.getProperty("karaf.etc");
        if (etc == null) {
            throw new IllegalStateException("There is no key file: set key.file in org.viaduct.secrets.cfg, or "
                    + VARIABLE + " in the environment.");
        }
        return Path.of(etc, "viaduct.key");
    }

    @Override
    public String seal(String clear, String context) {
        String head = VERSION + '.' + key.name() + '.';
        byte[] sealed = key.seal(encode(clear), (head + context).getBytes(StandardCharsets.UTF_8));
        return head + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    @Override
    public String open(String sealed, String context) {
        Matcher matcher = SEALED.matcher(sealed);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("This is no sealed text of version " + VERSION);
        }
        if (!matcher.group(1).equals(key.name())) {
            throw new IllegalArgumentException(
                    "The text was sealed with the key " + matcher.group(1) + "; the key here is " + key.name());
        }
        byte[] associated = (VERSION + '.' + key.name() + '.' + context).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] clear = key.open(Base64.getUrlDecoder().decode(matcher.group(2)), associated);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The text was not sealed for " + context + ", or was changed since");
        }
    }

    private static byte[] encode(String clear) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(clear));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The text to seal is not Unicode: it has half a surrogate pair");
        }
    }
}
