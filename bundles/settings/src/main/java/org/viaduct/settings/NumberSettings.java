package org.viaduct.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole numbers among the settings of a configuration. In the place of a wrong one its default holds, and one ERROR
 * line says what to change.
 *
 * @param file where the operator finds them
 * @param definition the annotation type with the defaults, whose methods are named as the keys, with _ for each dot
 */
public record NumberSettings(Map<String, ?> properties, String file, Class<?> definition) {

    private static final Logger LOG = LoggerFactory.getLogger(NumberSettings.class);

    /** @throws IllegalArgumentException if the value is wrong or missing and there is no default, with a sentence */
    public int number(String key, int min, int max) {
        return (int) number(key, (long) min, (long) max);
    }

    /** @throws IllegalArgumentException if the value is wrong or missing and there is no default, with a sentence */
    public long number(String key, long min, long max) {
        @Nullable Object configured = properties.get(key);
        String text = configured == null ? "" : configured.toString().strip();
        @Nullable Object usual = defaultOf(key);
        if (configured == null && usual != null) {
            return ((Number) usual).longValue();
        }
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            LOG.debug("{} is no number", key, noNumber);
        }
        String problem = key + " = " + text + " is not a whole number from " + min + " to " + max;
        if (usual == null) {
            throw new IllegalArgumentException(problem);
        }
        LOG.error("{}: {}; {} is used until it is mended", file, problem, usual);
        return ((Number) usual).longValue();
    }

    private @Nullable Object defaultOf(String key) {
        try {
            return definition.getDeclaredMethod(key.replace('.', '_')).getDefaultValue();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(definition.getName() + " does not define " + key, e);
        }
    }
}
