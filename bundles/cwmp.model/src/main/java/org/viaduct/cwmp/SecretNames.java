package org.viaduct.cwmp;

import java.util.Set;
import java.util.regex.Pattern;

/** Which parameters and arguments have values that nobody is shown, as far as their names tell. */
public final class SecretNames {
    private static final Pattern SECRET =
            Pattern.compile("(?i)pass(word|phrase|wd|code)|secret|credential|token|voucher|private|pwd|key|pin(?!g)");

    /** Keys in the sense of CWMP only: identifiers. */
    private static final Set<String> IDENTIFIERS = Set.of("ParameterKey", "CommandKey");

    private SecretNames() {}

    /**
     * Whether the name, or a part of it between dots, speaks of a password, passphrase, key, PIN, token or other secret, in
     * any case: {@code Device.WiFi.AccessPoint.1.Security.PreSharedKey}, {@code X_ACME_AdminPassword}. It says so rather
     * too often than too seldom.
     *
     * @param name such as the full path of a parameter
     */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find()
                && !IDENTIFIERS.contains(name.strip().substring(name.strip().lastIndexOf('.') + 1));
    }
}
