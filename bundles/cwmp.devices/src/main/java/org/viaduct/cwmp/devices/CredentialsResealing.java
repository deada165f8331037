package org.viaduct.cwmp.devices;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.secrets.SealedValues;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Store;

/** Seals the connection request credentials anew when the key is rotated. */
@Component(property = SealedValues.OWNER + "=cwmp.devices")
public final class CredentialsResealing implements SealedValues {

    private final DeviceRecords records;

    @Activate
    public CredentialsResealing(@Reference Store store) {
        records = new DeviceRecords(store);
    }

    @Override
    public int reseal(Secrets secrets) {
        Vault vault = new Vault(secrets);
        return records.replaceAll(stored -> vault.resealed(stored.cpe(), stored.device()));
    }
}
