package org.viaduct.interworking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.StoredFile;
import org.viaduct.files.api.Transfers;

/** A file service that remembers what it was asked for. */
final class ScriptedTransfers implements Transfers {

    final Map<String, Long> files = new ConcurrentHashMap<>();
    final Map<String, String> urls = new ConcurrentHashMap<>();
    final Map<String, StoredFile> accepted = new ConcurrentHashMap<>();
    final List<String> asked = new ArrayList<>();

    @Override
    public Optional<StoredFile> find(FileName name) {
        return Optional.ofNullable(files.get(name.value())).map(size -> file(name, size));
    }

    @Override
    public synchronized Optional<Offer> offer(String transfer, FileName name, String device, Duration delay) {
        return find(name).map(file -> {
            asked.add("offer " + name + " " + device + " " + delay);
            return new Offer(url(transfer), file.size());
        });
    }

    @Override
    public synchronized String accept(String transfer, String label, String device, Duration delay) {
        asked.add("accept " + label + " " + device + " " + delay);
        return url(transfer);
    }

    private String url(String transfer) {
        return urls.merge(transfer, "http://files/1", (former, first) -> former + "1");
    }

    /** What the CPE does with the URL it was given. */
    void send(String transfer, String name) {
        accepted.put(transfer, file(new FileName(name), 7));
    }

    private static StoredFile file(FileName name, long size) {
        return new StoredFile(name, size, "ab".repeat(32), Instant.EPOCH, "tester", Optional.empty());
    }

    @Override
    public Optional<StoredFile> accepted(String transfer) {
        return Optional.ofNullable(accepted.get(transfer));
    }

    @Override
    public void end(String owner) {
        urls.keySet().removeIf(transfer -> transfer.startsWith(owner + "."));
    }
}
