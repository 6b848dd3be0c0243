package org.stellarticker.graphqlserver.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.account.ApiKeyRow;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.db.account.NewKey;

/** Creates, rotates and revokes keys. Each change is noted in its transaction. */
public final class Keys {

    /** The keys of an account that may be used at once; so that quotas bound what an account may ask. */
    public static final int MOST = 10;

    /** What is shown of a token of a sign-in. */
    private static final String SIGN_IN = "sign-in";

    private final ApiKeyStore keys = new ApiKeyStore();
    private final AccountStore accounts = new AccountStore();
    private final AccountAudit audit;
    private final Clock clock;

    public Keys(Clock clock) {
        this.audit = new AccountAudit(clock);
        this.clock = clock;
    }

    /** A key, whose text is given once. */
    public record Issued(ApiKeyRow key, String text) {}

    /**
     * What a new key is to be.
     *
     * @param expiresAt when it ends; empty when it does not
     */
    public record Wanted(String name, Collection<Scope> scopes, int quotaPerMinute, Optional<Instant> expiresAt) {}

    /**
     * Creates a key of an account.
     *
     * @throws ChangeRefused when the account has as many as it may
     */
    public Issued create(Transaction tx, String actor, long accountId, Wanted wanted) {
        accounts.lock(tx, accountId);
        String text = KeyText.generate(KeyText.KEY);
        return create(tx, actor, accountId, wanted, new Issuing(text, KeyText.prefix(text)));
    }

    /** The text of a key that is being issued, and the part of it that is shown. */
    private record Issuing(String text, String prefix) {}

    /** Creates the key of a sign-in; where the account has as many as it may, its oldest one of a sign-in ends. */
    void createForSignIn(Transaction tx, String actor, long accountId, Wanted wanted, String token) {
        accounts.lock(tx, accountId);
        if (keys.countActive(tx, accountId, clock.instant()) >= MOST) {
            keys.listOfAccount(tx, accountId).reversed().stream()
                    .filter(key -> key.isActive(clock.instant()) && key.prefix().equals(SIGN_IN))
                    .findFirst()
                    .ifPresent(oldest -> revoke(tx, actor, oldest.id()));
        }
        create(tx, actor, accountId, wanted, new Issuing(token, SIGN_IN));
    }

    private Issued create(Transaction tx, String actor, long accountId, Wanted wanted, Issuing issuing) {
        checkRoom(tx, accountId, MOST);
        ApiKeyRow key = insert(tx, accountId, wanted, issuing);
        audit.note(tx, actor, "key.created", subject(key.id()), json -> {
            json.writeStringField("account", Accounts.subject(accountId));
            json.writeStringField("name", key.name());
            json.writeStringField("scopes", String.join(" ", key.scopes()));
            json.writeNumberField("quota_per_minute", key.quotaPerMinute());
        });
        return new Issued(key, issuing.text());
    }

    private void checkRoom(Transaction tx, long accountId, int most) {
        if (keys.countActive(tx, accountId, clock.instant()) >= most) {
            throw new ChangeRefused(
                    409,
                    "expected an account with fewer than " + most + " keys; revoke one that is not needed any more");
        }
    }

    private ApiKeyRow insert(Transaction tx, long accountId, Wanted wanted, Issuing issuing) {
        return keys.create(
                tx,
                new NewKey(
                        accountId,
                        wanted.name(),
                        KeyText.hash(issuing.text()),
                        issuing.prefix(),
                        Scope.texts(wanted.scopes()),
                        wanted.quotaPerMinute(),
                        wanted.expiresAt()),
                clock.instant());
    }

    /**
     * Replaces a key by another one with the same name, scopes, quota and end. The old one still works for a while.
     *
     * @param overlap how long both work
     * @throws ChangeRefused when the key may not be used any more, or was replaced already
     */
    public Issued rotate(Transaction tx, String actor, ApiKeyRow old, Duration overlap) {
        accounts.lock(tx, old.accountId());
        ApiKeyRow current = keys.find(tx, old.id()).orElse(old);
        boolean ofSignIn = current.prefix().equals(SIGN_IN);
        if (ofSignIn
                || !current.isActive(clock.instant())
                || current.replacedBy().isPresent()) {
            throw new ChangeRefused(
                    409,
                    "expected a key that may be used, was not replaced yet, and is no token of a sign-in; create a new one");
        }
        // The old key and its replacement count as one, but no more of a chain of them.
        checkRoom(tx, old.accountId(), MOST + 1);
        String text = KeyText.generate(KeyText.KEY);
        var wanted =
                new Wanted(current.name(), Scope.of(current.scopes()), current.quotaPerMinute(), current.expiresAt());
        ApiKeyRow key = insert(tx, current.accountId(), wanted, new Issuing(text, KeyText.prefix(text)));
        Instant end = clock.instant().plus(overlap);
        keys.replace(tx, current.id(), key.id(), end);
        audit.note(tx, actor, "key.rotated", subject(current.id()), json -> {
            json.writeStringField("replaced_by", subject(key.id()));
            json.writeStringField("ends_at", end.toString());
        });
        return new Issued(key, text);
    }

    /** Revokes a key; nothing happens when it is revoked already. */
    public void revoke(Transaction tx, String actor, long id) {
        if (keys.revoke(tx, id, clock.instant())) {
            audit.note(tx, actor, "key.revoked", subject(id), json -> {});
        }
    }

    public void setQuota(Transaction tx, String actor, ApiKeyRow key, int quotaPerMinute) {
        keys.setQuota(tx, key.id(), quotaPerMinute);
        audit.note(tx, actor, "key.quota_changed", subject(key.id()), json -> {
            json.writeNumberField("from", key.quotaPerMinute());
            json.writeNumberField("to", quotaPerMinute);
        });
    }

    private static String subject(long keyId) {
        return "key:" + keyId;
    }
}
