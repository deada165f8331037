package org.viaduct.interworking.execution;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.viaduct.onem2m.ResourceId;

/**
 * How a CommandKey, at most 32 characters long, leads back to its execution: it begins with the execution's key, which
 * follows from the resourceID of the instance, and then counts the repetitions.
 */
public final class CommandKey {

    private static final int LONGEST_KEY = 26;
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z]{10," + LONGEST_KEY + "}");
    private static final char REPETITION = '.';

    private CommandKey() {}

    /** The key of an execution: the unique part of the resourceID, such as a ULID, or else a digest of it. */
    public static String keyOf(ResourceId instance) {
        String unique = instance.value().substring(instance.value().lastIndexOf('-') + 1);
        return PLAIN.matcher(unique).matches() ? unique : digest(instance.value());
    }

    /** @param repetition counted from 1 */
    public static String of(String key, int repetition) {
        return repetition == 1 ? key : key + REPETITION + repetition;
    }

    /** The execution's key in a CommandKey that a CPE named; whether there is such an execution is another question. */
    public static String keyIn(String commandKey) {
        int end = commandKey.indexOf(REPETITION);
        return end < 0 ? commandKey : commandKey.substring(0, end);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LONGEST_KEY);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
