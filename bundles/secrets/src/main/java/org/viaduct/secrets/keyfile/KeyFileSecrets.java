package org.viaduct.secrets.keyfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.secrets.Secrets;

/**
 * Seals with AES-256-GCM, under keys from a file or from the environment variable {@code VIADUCT_KEY}, which wins. A
 * sealed text is {@code v1.<name of the key>.<Base64url of nonce, cipher text and tag>}; version, name and context are
 * authenticated with it.
 */
@Component(
        service = {Secrets.class, KeyFileSecrets.class},
        configurationPid = "org.viaduct.secrets")
@Designate(ocd = KeyFileSettings.class)
public final class KeyFileSecrets implements Secrets {

    static final String VARIABLE = "VIADUCT_KEY";

    private static final Logger LOG = LoggerFactory.getLogger(KeyFileSecrets.class);
    private static final String VERSION = "v1";
    private static final Pattern SEALED = Pattern.compile(VERSION + "\\.(\\p{XDigit}{8})\\.([A-Za-z0-9_-]+)");

    /** Empty when the keys are in the environment. */
    private final Optional<Path> file;

    private volatile KeyRing ring;

    @Activate
    public KeyFileSecrets(KeyFileSettings settings) {
        this(Optional.ofNullable(System.getenv(VARIABLE)), settings.key_file());
    }

    /**
     * @param environment keys in Base64, if the environment has them
     * @param configured where the keys are otherwise; empty for the default
     * @throws IllegalStateException with a sentence, when there is no key that may be used
     */
    KeyFileSecrets(Optional<String> environment, String configured) {
        file = environment.isPresent() ? Optional.empty() : Optional.of(path(configured));
        ring = environment.map(KeyFileSecrets::given).orElseGet(() -> SecretKeyFile.read(file.orElseThrow()));
        if (ring.keys().size() > 1) {
            LOG.warn("A rotation of the keys has not ended ({}): call secrets:rotate", ring.names());
        }
    }

    private static KeyRing given(String base64) {
        try {
            return KeyRing.parse(base64);
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
        SealingKey key = ring.sealing();
        String head = VERSION + '.' + key.name() + '.';
        byte[] sealed = key.seal(encode(clear), (head + context).getBytes(StandardCharsets.UTF_8));
        return head + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    @Override
    public String open(String sealed, String context) {
        Matcher matcher = matcher(sealed);
        SealingKey key = ring.named(matcher.group(1))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The text was sealed with the key " + matcher.group(1) + "; here is " + ring.names()));
        byte[] associated = (VERSION + '.' + key.name() + '.' + context).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] clear = key.open(Base64.getUrlDecoder().decode(matcher.group(2)), associated);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The text was not sealed for " + context + ", or was changed since");
        }
    }

    @Override
    public Optional<String> reseal(String sealed, String context) {
        return matcher(sealed).group(1).equals(ring.sealing().name())
                ? Optional.empty()
                : Optional.of(seal(open(sealed, context), context));
    }

    private static Matcher matcher(String sealed) {
        Matcher matcher = SEALED.matcher(sealed);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("This is no sealed text of version " + VERSION);
        }
        return matcher;
    }

    /**
     * Seals with a new key from now on. The former ones still open.
     *
     * @throws IllegalStateException with a sentence, when that cannot be; nothing has changed then
     */
    synchronized void renew() {
        if (file.isPresent()) {
            KeyRing renewed = ring.renewed();
            SecretKeyFile.replace(file.get(), renewed);
            ring = renewed;
        } else if (ring.keys().size() == 1) {
            throw new IllegalStateException("The key is in the environment: set " + VARIABLE
                    + " to a new one, a comma and the present one, restart, and call secrets:rotate again.");
        }
    }

    /**
     * Forgets all keys but the one that seals.
     *
     * @return their names
     */
    synchronized List<String> retire() {
        List<String> retired =
                ring.keys().stream().skip(1).map(SealingKey::name).toList();
        KeyRing alone = ring.alone();
        file.ifPresent(each -> SecretKeyFile.replace(each, alone));
        ring = alone;
        return retired;
    }

    /** The name of the key that seals. */
    String sealing() {
        return ring.sealing().name();
    }

    /** What an operator should do after a rotation. */
    String next() {
        return file.map(each ->
                        "Keep a copy of " + each + " apart from the store; former copies open nothing any more.")
                .orElse("Leave only the first key in " + VARIABLE + " now.");
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
