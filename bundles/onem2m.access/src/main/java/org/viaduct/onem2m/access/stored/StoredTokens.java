package org.viaduct.onem2m.access.stored;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Tokens;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * Tokens as entries of the store, by name. A token is its name, a dot and 256 random bits: that many cannot be guessed, so
 * a plain hash keeps them.
 */
final class StoredTokens implements Tokens {

    static final String BUCKET = "onem2m.token";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern TOKEN = Pattern.compile("(" + NAME + ")\\.[A-Za-z0-9_-]{43}");
    private static final Pattern ORIGINATOR = Pattern.compile("[A-Za-z0-9._~/:@-]{1,255}");
    private static final int MOST_ORIGINATORS = 100;
    private static final int SECRET_BYTES = 32;
    private static final int PAGE = 100;

    private final Store store;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    StoredTokens(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    Optional<Caller> holder(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group(1);
        try {
            return store.entry(BUCKET, name)
                    .map(entry -> TokenRecord.decode(entry.value()))
                    .filter(found -> MessageDigest.isEqual(found.hash(), hash(token)))
                    .map(found -> new Caller("token " + name, found.originators()));
        } catch (StoreUnavailableException e) {
            throw unavailable(e);
        }
    }

    @Override
    public String add(String name, Set<String> originators) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a token has 1 to 32 letters, digits, '_' or '-': choose another than '" + name + "'.");
        }
        if (originators.isEmpty() || originators.size() > MOST_ORIGINATORS) {
            throw new IllegalArgumentException(
                    "Name 1 to " + MOST_ORIGINATORS + " originators whose requests the token's holder may send.");
        }
        originators.stream()
                .filter(each -> !ORIGINATOR.matcher(each).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException(
                            "'" + wrong + "' is no originator: write an AE-ID or CSE-ID as X-M2M-Origin has it.");
                });
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String token = name + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        TokenRecord made = new TokenRecord(hash(token), clock.instant().truncatedTo(ChronoUnit.SECONDS), originators);
        try {
            store.apply(Change.builder()
                    .put(new Entry(BUCKET, name, made.encode(), 0))
                    .build());
        } catch (ConflictException taken) {
            throw new IllegalArgumentException(
                    "There is a token " + name + " already: remove it first, or choose another name.", taken);
        } catch (StoreUnavailableException e) {
            throw unavailable(e);
        }
        return token;
    }

    @Override
    public List<Token> list() {
        List<Token> tokens = new ArrayList<>();
        try {
            String after = "";
            for (List<Entry> page = store.entries(BUCKET, after, PAGE);
                    !page.isEmpty();
                    page = store.entries(BUCKET, after, PAGE)) {
                for (Entry entry : page) {
                    TokenRecord found = TokenRecord.decode(entry.value());
                    tokens.add(new Token(entry.key(), found.originators(), found.added()));
                    after = entry.key();
                }
            }
        } catch (StoreUnavailableException e) {
            throw unavailable(e);
        }
        return tokens;
    }

    @Override
    public boolean remove(String name) {
        try {
            Optional<Entry> entry = name.isEmpty() ? Optional.empty() : store.entry(BUCKET, name);
            entry.ifPresent(found -> store.apply(Change.builder().remove(found).build()));
            return entry.isPresent();
        } catch (ConflictException goneMeanwhile) {
            return remove(name);
        } catch (StoreUnavailableException e) {
            throw unavailable(e);
        }
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256: use another.", e);
        }
    }

    private static OneM2mException unavailable(StoreUnavailableException cause) {
        return new OneM2mException(
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The tokens cannot be read at present: " + cause.getMessage());
    }
}
