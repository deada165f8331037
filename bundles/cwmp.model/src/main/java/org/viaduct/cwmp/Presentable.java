package org.viaduct.cwmp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that others sent, made fit to be shown to people: on one line, unable to steer a terminal, without secrets. */
public final class Presentable {
    /** What stands for a secret. */
    public static final String MASK = "***";

    private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s@]*+@");
    private static final Pattern QUERY = Pattern.compile("([?&;])([^=&;?#\\s]++)=([^&;#\\s]++)");
    /** The one-time URLs of the file service: {@code /t/<transfer>.<secret>/<name>}. */
    private static final Pattern ONE_TIME = Pattern.compile("(/t/[A-Za-z0-9.]{1,40})\\.[A-Za-z0-9_-]{22}(?=/)");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Presentable() {}

    /** The text; of a URL in it not what it says of users, passwords and tokens. */
    public static String text(String text) {
        String safe = text.contains("://") ? withoutSecrets(text) : text;
        return CONTROL.matcher(safe.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"))
                .replaceAll("?");
    }

    /** The value of something whose name tells whether it is secret ({@link SecretNames}). */
    public static String value(String name, String value) {
        return SecretNames.isSecret(name) && !value.isEmpty() ? MASK : text(value);
    }

    private static String withoutSecrets(String text) {
        String anonymous = USER_INFO.matcher(text).replaceAll("://" + MASK + "@");
        return QUERY.matcher(ONE_TIME.matcher(anonymous).replaceAll("$1." + MASK))
                .replaceAll(query -> Matcher.quoteReplacement(query.group(1) + query.group(2) + "="
                        + (SecretNames.isSecret(query.group(2)) ? MASK : query.group(3))));
    }
}
