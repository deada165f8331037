package org.viaduct.cwmp.authentication;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.secrets.SealedValues;
import org.viaduct.secrets.Secrets;

/** Seals the credentials of CPEs anew when the key is rotated. */
@Component(property = SealedValues.OWNER + "=cwmp.authentication")
public final class AccountsResealing implements SealedValues {

    private final Accounts accounts;

    @Activate
    public AccountsResealing(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public int reseal(Secrets secrets) {
        return accounts.reseal(secrets);
    }
}
