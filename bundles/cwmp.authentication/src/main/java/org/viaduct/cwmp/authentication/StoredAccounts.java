package org.viaduct.cwmp.authentication;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAccounts;

/** The credentials of CPEs, for operators. */
@Component(service = CpeAccounts.class)
public final class StoredAccounts implements CpeAccounts {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;

    private final Accounts accounts;

    @Activate
    public StoredAccounts(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<CpeAccount> find(CpeId cpe) {
        return accounts.find(cpe)
                .map(stored ->
                        new CpeAccount(stored.confirmed() != null, stored.pending() != null, stored.readmitted()));
    }

    @Override
    public void provision(CpeId cpe, String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A CPE's password has " + SHORTEST + " to " + LONGEST + " characters: choose another.");
        }
        String sealed = accounts.sealedHashes(cpe, password);
        accounts.update(cpe, stored -> stored.confirmed(sealed));
    }

    @Override
    public boolean readmit(CpeId cpe) {
        boolean known = accounts.find(cpe).isPresent();
        if (known) {
            accounts.update(cpe, AccountRecord::readmittedAgain);
        }
        return known;
    }

    @Override
    public boolean remove(CpeId cpe) {
        return accounts.remove(cpe);
    }
}
