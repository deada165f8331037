package org.viaduct.notification;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Entry;

/**
 * A Notify request primitive that waits in the outbox, a bucket of the store, until its target has taken it. Those from one
 * source to one target form a queue, in which they are delivered by their numbers.
 *
 * @param source the {@code <subscription>} that calls for it
 * @param target URL
 * @param number greater than those before it in its queue; with the queue it identifies the notification for ever
 * @param from the originator, a CSE-ID
 * @param outlivesSource whether it is delivered even when its source is gone, or has other targets by then
 * @param since when what it tells about happened, in milliseconds
 * @param content JSON in UTF-8. Not copied: whoever holds it leaves the array as it is
 */
public record PendingNotification(
        ResourceId source,
        String target,
        long number,
        String from,
        boolean outlivesSource,
        Instant since,
        byte[] content) {

    /** The bucket of the outbox. */
    public static final String BUCKET = "notification";

    private static final byte FORMAT = 1;

    /** What the keys of its queue start with, before a slash. */
    public String queue() {
        return "%s/%08x".formatted(source.value(), target.hashCode());
    }

    /** The key of its entry: keys of one queue are in the order of the numbers. */
    public String key() {
        return "%s/%016x".formatted(queue(), number);
    }

    /** The number in a key. */
    public static long number(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1), 16);
    }

    /** The queue in a key. */
    public static String queue(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    /** As a new entry. */
    public Entry entry() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + target.length() + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(target);
            out.writeUTF(from);
            out.writeBoolean(outlivesSource);
            out.writeLong(since.toEpochMilli());
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Entry(BUCKET, key(), bytes.toByteArray(), 0);
    }

    /** @throws IllegalArgumentException when the entry is none of the outbox */
    public static PendingNotification of(Entry entry) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry.value()))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalArgumentException("Not a notification of this version: " + entry.key());
            }
            String target = in.readUTF();
            String from = in.readUTF();
            boolean outlivesSource = in.readBoolean();
            Instant since = Instant.ofEpochMilli(in.readLong());
            return new PendingNotification(
                    new ResourceId(entry.key().substring(0, entry.key().indexOf('/'))),
                    target,
                    number(entry.key()),
                    from,
                    outlivesSource,
                    since,
                    in.readAllBytes());
        } catch (IOException cutOff) {
            throw new IllegalArgumentException("Not a notification: " + entry.key(), cutOff);
        }
    }
}
