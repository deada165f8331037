package org.viaduct.store.disturbed;

import java.util.Optional;
import org.viaduct.secrets.Secrets;

/** Seals by turning the text around, under a key that can be lost. */
public final class ReversingSecrets implements Secrets {

    private String key = "key1";
    private String former = key;

    public void loseKey() {
        key = "key2";
        former = key;
    }

    /** Seals with a new key; the former one still opens. */
    public void renewKey() {
        former = key;
        key = "key3";
    }

    @Override
    public Optional<String> reseal(String sealed, String context) {
        return sealed.startsWith(key + "|") ? Optional.empty() : Optional.of(seal(open(sealed, context), context));
    }

    @Override
    public String seal(String clear, String context) {
        return key + "|" + context + "|" + new StringBuilder(clear).reverse();
    }

    @Override
    public String open(String sealed, String context) {
        String prefix = (sealed.startsWith(key + "|") ? key : former) + "|" + context + "|";
        if (!sealed.startsWith(prefix)) {
            throw new IllegalArgumentException("sealed with another key or for another context");
        }
        return new StringBuilder(sealed.substring(prefix.length())).reverse().toString();
    }
}
