package org.viaduct.files;

import java.time.Instant;
import java.util.Optional;
import org.viaduct.files.api.RunningTransfer.Direction;

/**
 * What is stored of a transfer.
 *
 * @param secretHash SHA-256 of what its URL proves, lower-case hexadecimal
 * @param label the last segment of its URL
 * @param spent whether all of it has been moved
 * @param file what is offered, or what was sent; empty until something was sent
 * @param delivered how much of an offer was fetched
 */
record TransferRecord(
        String id,
        Direction direction,
        String secretHash,
        String label,
        String device,
        Instant expires,
        boolean spent,
        Optional<Kept> file,
        Coverage delivered) {

    TransferRecord delivered(Coverage now) {
        boolean complete = file.isPresent() && now.covers(file.get().file().size());
        return new TransferRecord(id, direction, secretHash, label, device, expires, spent || complete, file, now);
    }

    TransferRecord accepted(Kept sent) {
        return new TransferRecord(
                id, direction, secretHash, label, device, expires, true, Optional.of(sent), delivered);
    }

    boolean live(Instant now) {
        return !spent && now.isBefore(expires);
    }
}
