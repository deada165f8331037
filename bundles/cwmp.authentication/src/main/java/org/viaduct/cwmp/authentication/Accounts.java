package org.viaduct.cwmp.authentication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.secrets.Resealing;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * The records as entries of the store: bucket {@code cwmp.account}, key {@link CpeId#value()}, value JSON, whose passwords
 * and hashes are sealed. A service inside this bundle only. Thread-safe.
 */
@Component(service = Accounts.class)
public final class Accounts {

    static final String BUCKET = "cwmp.account";

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int ATTEMPTS = 5;
    private static final int PASSWORD_BYTES = 20;

    private final Store store;
    private final Secrets secrets;
    /** Whether there may be accounts; while there are none at all, nobody need look. */
    private volatile boolean present;

    private volatile boolean looked;

    private final SecureRandom random = new SecureRandom();
    /** Jackson's own cache of types, which all bundles share, would keep our classes beyond an update. */
    private final ObjectMapper json = JsonMapper.builder()
            .typeFactory(TypeFactory.defaultInstance()
                    .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(16, 64)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    @Activate
    public Accounts(@Reference Store store, @Reference Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    Optional<AccountRecord> find(CpeId cpe) {
        return exist() ? store.entry(BUCKET, cpe.value()).map(this::read) : Optional.empty();
    }

    /** False only as long as no CPE has ever had credentials of its own since the start. */
    boolean exist() {
        if (!looked) {
            if (!store.entries(BUCKET, "", 1).isEmpty()) {
                present = true;
            }
            looked = true;
        }
        return present;
    }

    /**
     * Stores what the change makes of the record, or of none, unless it leaves it as it is; durable on return.
     *
     * @param change may be called again when somebody else changed the record meanwhile
     */
    AccountRecord update(CpeId cpe, UnaryOperator<AccountRecord> change) {
        for (int attempt = 1; ; attempt++) {
            Entry entry =
                    store.entry(BUCKET, cpe.value()).orElseGet(() -> new Entry(BUCKET, cpe.value(), new byte[0], 0));
            AccountRecord before = entry.revision() == 0 ? AccountRecord.NONE : read(entry);
            AccountRecord after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            present = true;
            try {
                store.apply(Change.builder().put(entry.with(write(after))).build());
                return after;
            } catch (ConflictException changedMeanwhile) {
                if (attempt == ATTEMPTS) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    /** @return false if there was none */
    boolean remove(CpeId cpe) {
        Optional<Entry> entry = store.entry(BUCKET, cpe.value());
        entry.ifPresent(found -> store.apply(Change.builder().remove(found).build()));
        return entry.isPresent();
    }

    /** The hashes of the password that the CPE uses; empty, with a line in the log, if their key is lost. */
    Optional<PasswordHashes> confirmed(CpeId cpe, AccountRecord account) {
        return Optional.ofNullable(account.confirmed())
                .flatMap(text -> open(cpe, text))
                .map(PasswordHashes::parse);
    }

    /** The password that is being set, likewise. */
    Optional<String> pending(CpeId cpe, AccountRecord account) {
        return Optional.ofNullable(account.pending()).flatMap(text -> open(cpe, text));
    }

    /** A new random password of 160 bits, sealed: letters and digits only. */
    String newPassword(CpeId cpe) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return secrets.seal(HexFormat.of().formatHex(bytes), context(cpe));
    }

    String sealedHashes(CpeId cpe, String password) {
        return secrets.seal(PasswordHashes.of(cpe.value(), password).toText(), context(cpe));
    }

    private Optional<String> open(CpeId cpe, String text) {
        try {
            return Optional.of(secrets.open(text, context(cpe)));
        } catch (IllegalArgumentException otherKey) {
            LOG.warn(
                    "The credentials by which CPE {} connects cannot be opened with the present key ({}): let it in by"
                            + " cwmp:readmit, or set a password by cwmp:credentials",
                    cpe,
                    otherKey.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Seals everything under the present key.
     *
     * @return how many records changed
     */
    int reseal(Secrets present) {
        return Resealing.bucket(store, BUCKET, entry -> {
            AccountRecord before = read(entry);
            String context = context(entry.key());
            AccountRecord after = before.resealed(
                    resealed(before.confirmed(), context, present), resealed(before.pending(), context, present));
            return after.equals(before) ? Optional.empty() : Optional.of(write(after));
        });
    }

    private static @Nullable String resealed(@Nullable String text, String context, Secrets present) {
        return text == null ? null : present.reseal(text, context).orElse(text);
    }

    private static String context(CpeId cpe) {
        return context(cpe.value());
    }

    private static String context(String key) {
        return "cwmp.account:" + key;
    }

    private AccountRecord read(Entry entry) {
        try {
            return json.readValue(entry.value(), AccountRecord.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the account of CPE " + entry.key() + " cannot be read", unreadable);
        }
    }

    private byte[] write(AccountRecord account) {
        try {
            return json.writeValueAsBytes(account);
        } catch (JsonProcessingException neverForSuchRecords) {
            throw new UncheckedIOException(neverForSuchRecords);
        }
    }
}
