package org.viaduct.cwmp.stun;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole numbers among the settings, by their keys. In the place of a wrong one its default holds, and one ERROR line
 * says what to change.
 */
record NumberSettings(Map<String, ?> properties) {

    private static final Logger LOG = LoggerFactory.getLogger(NumberSettings.class);

    int number(String key, int min, int max) {
        @Nullable Object configured = properties.get(key);
        if (configured == null) {
            return defaultOf(key);
        }
        String text = configured.toString().strip();
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            LOG.debug("{} is no number", key, noNumber);
        }
        LOG.error(
                "{}.cfg: {} = {} is not a whole number from {} to {}; {} is used until it is mended",
                StunConfiguration.PID,
                key,
                text,
                min,
                max,
                defaultOf(key));
        return defaultOf(key);
    }

    private static int defaultOf(String key) {
        try {
            return (int)
                    StunConfiguration.class.getMethod(key.replace('.', '_')).getDefaultValue();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(key + " is not defined", e);
        }
    }
}
