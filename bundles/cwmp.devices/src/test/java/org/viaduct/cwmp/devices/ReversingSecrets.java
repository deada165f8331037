package org.viaduct.cwmp.devices;

import org.viaduct.secrets.Secrets;

/** Seals by turning the text around, under a key that can be lost. */
final class ReversingSecrets implements Secrets {

    private String key = "key1";

    void loseKey() {
        key = "key2";
    }

    @Override
    public String seal(String clear, String context) {
        return key + "|" + context + "|" + new StringBuilder(clear).reverse();
    }

    @Override
    public String open(String sealed, String context) {
        String prefix = key + "|" + context + "|";
        if (!sealed.startsWith(prefix)) {
            throw new IllegalArgumentException("sealed with another key or for another context");
        }
        return new StringBuilder(sealed.substring(prefix.length())).reverse().toString();
    }
}
