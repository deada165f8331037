package org.viaduct.cwmp.stun;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much each address may still ask for: so many a second, and as many at once. Not thread-safe. */
final class AddressRates {

    private static final int MOST = 10_000;
    private static final long SECOND = 1_000_000_000;

    private static final class Bucket {
        private double left;
        private long filled;

        private Bucket(double left, long filled) {
            this.left = left;
            this.filled = filled;
        }
    }

    private final int perSecond;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MOST;
        }
    };

    AddressRates(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @param now by {@link System#nanoTime} */
    boolean allow(InetAddress address, long now) {
        Bucket bucket = buckets.computeIfAbsent(address, first -> new Bucket(perSecond, now));
        bucket.left = Math.min(perSecond, bucket.left + (double) perSecond * (now - bucket.filled) / SECOND);
        bucket.filled = now;
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }
}
