package org.stellarticker.graphqlserver.account;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.account.InviteRow;
import org.stellarticker.db.account.SignUpStore;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.http.Json;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;

/** Creates, disables and enables accounts. Each change is noted in its transaction. */
public final class Accounts {

    /** What an account's name is expected to be. */
    public static final String NAME = "a name of 1 to 60 lower-case letters, digits, hyphens and points";

    private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9.-]{0,59}");

    private final AccountStore accounts = new AccountStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final SignUpStore signUps = new SignUpStore();
    private final AccountAudit audit;
    private final Clock clock;

    public Accounts(Clock clock) {
        this.audit = new AccountAudit(clock);
        this.clock = clock;
    }

    /** An invite, whose text is given once. */
    public record NewInvite(InviteRow invite, String text) {}

    /** Returns a text that is an account's name; empty when it is none. */
    public static Optional<String> name(String text) {
        return Optional.of(text).filter(found -> NAMES.matcher(found).matches());
    }

    /**
     * Creates an account.
     *
     * @param stellarAccount the account of the network that may sign in
     * @throws ChangeRefused when there is one of that name or account
     */
    public AccountRow create(Transaction tx, String actor, String name, Optional<String> stellarAccount) {
        AccountRow created = accounts.create(tx, name, stellarAccount, clock.instant())
                .orElseThrow(() -> new ChangeRefused(taken(name)));
        audit.note(tx, actor, "account.created", subject(created.id()), json -> {
            json.writeStringField("name", name);
            Json.writeText(json, "stellar_account", stellarAccount);
        });
        return created;
    }

    private static Problem taken(String name) {
        return Problem.of(409, new Fault("name", name, "a name, and a Stellar account, that no other account has"));
    }

    /** Disables an account, so that none of its keys is accepted and its subscriptions get nothing, or enables it again. */
    public void setDisabled(Transaction tx, String actor, long id, boolean disabled) {
        boolean changed = accounts.disable(tx, id, disabled ? Optional.of(clock.instant()) : Optional.empty());
        if (changed) {
            subscriptions.touch(tx, id);
            audit.note(tx, actor, disabled ? "account.disabled" : "account.enabled", subject(id), json -> {});
        }
    }

    /** Creates an invite to sign up. */
    public NewInvite invite(Transaction tx, String actor, List<Scope> scopes, int quotaPerMinute, Duration life) {
        String text = KeyText.generate(KeyText.INVITE);
        InviteRow invite = signUps.createInvite(
                tx,
                KeyText.hash(text),
                Scope.texts(scopes),
                quotaPerMinute,
                clock.instant(),
                clock.instant().plus(life));
        audit.note(tx, actor, "invite.created", "invite:" + invite.id(), json -> {
            json.writeStringField("scopes", String.join(" ", invite.scopes()));
            json.writeNumberField("quota_per_minute", quotaPerMinute);
        });
        return new NewInvite(invite, text);
    }

    /**
     * Returns the invite of a text, to be used in this transaction.
     *
     * @throws ChangeRefused when there is none that may be used
     */
    InviteRow invited(Transaction tx, String text) {
        return signUps.findUsableInvite(tx, KeyText.hash(text), clock.instant())
                .orElseThrow(() -> new ChangeRefused(Problem.of(
                        List.of(new Fault("invite", "", "an invite that was not used yet and has not ended")))));
    }

    /** Notes that an account was made by an invite, which nobody can use again. */
    void used(Transaction tx, InviteRow invite, AccountRow account) {
        signUps.useInvite(tx, invite.id(), account.id(), clock.instant());
        audit.note(tx, "account:" + account.name(), "invite.used", "invite:" + invite.id(), json -> {});
    }

    /** Returns an account as audit rows name it. */
    public static String subject(long accountId) {
        return "account:" + accountId;
    }
}
