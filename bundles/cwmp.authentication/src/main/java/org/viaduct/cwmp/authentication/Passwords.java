package org.viaduct.cwmp.authentication;

import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Sender;

/** Finds whose password a digest, or a password in clear, was made with. */
final class Passwords {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);
    private static final PasswordHashes NOBODYS = PasswordHashes.of("", "");

    private final Accounts accounts;
    private final Optional<Policy.Bootstrap> bootstrap;

    Passwords(Accounts accounts, Optional<Policy.Bootstrap> bootstrap) {
        this.accounts = accounts;
        this.bootstrap = bootstrap;
    }

    /** The one whose password it is. */
    interface Match {

        /** Takes note that the password was used: one that was being set is the CPE's from now on. */
        Sender proved();
    }

    /** @param right whether a password is the one; asked for unknown users, too, so that they take as long */
    Optional<Match> find(String username, Predicate<PasswordHashes> right) {
        if (bootstrap.filter(shared -> shared.username().equals(username)).isPresent()) {
            return bootstrap.filter(shared -> right.test(shared.password())).map(shared -> Sender.Newcomer::new);
        }
        Optional<CpeId> cpe = cpe(username);
        AccountRecord account = cpe.flatMap(accounts::find).orElse(AccountRecord.NONE);
        if (cpe.isEmpty() || account.confirmed() == null && account.pending() == null) {
            LOG.debug("There is no account {}: {}", Printable.name(username), right.test(NOBODYS));
            return Optional.empty();
        }
        return find(cpe.get(), account, right);
    }

    private Optional<Match> find(CpeId cpe, AccountRecord account, Predicate<PasswordHashes> right) {
        if (accounts.confirmed(cpe, account).filter(right).isPresent()) {
            return Optional.of(() -> Sender.Known.of(cpe));
        }
        return accounts.pending(cpe, account)
                .filter(password -> right.test(PasswordHashes.of(cpe.value(), password)))
                .map(password -> () -> {
                    confirm(accounts, cpe, account.pending(), password);
                    return Sender.Known.of(cpe);
                });
    }

    /** What was pending is what the CPE uses, unless something else is pending by now. */
    static void confirm(Accounts accounts, CpeId cpe, String pending, String password) {
        String sealed = accounts.sealedHashes(cpe, password);
        accounts.update(cpe, stored -> pending.equals(stored.pending()) ? stored.confirmed(sealed) : stored);
    }

    private static Optional<CpeId> cpe(String username) {
        try {
            CpeId cpe = CpeId.parse(username);
            return cpe.value().equals(username) ? Optional.of(cpe) : Optional.empty();
        } catch (IllegalArgumentException noCpe) {
            return Optional.empty();
        }
    }
}
