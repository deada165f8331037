package org.viaduct.store.postgresql;

import org.viaduct.store.StoreBackend;
import org.viaduct.store.contract.Opener;

/** Opens the store in a database, whose place is {@code port/name}. */
final class InDatabase implements Opener {

    @Override
    public StoreBackend open(String place) {
        String[] parts = place.split("/", 2);
        return new PostgresqlStore(new Database(Server.Running.access(parts[1], Integer.parseInt(parts[0]))));
    }

    @Override
    public void close(StoreBackend store) {
        ((PostgresqlStore) store).stop();
    }
}
