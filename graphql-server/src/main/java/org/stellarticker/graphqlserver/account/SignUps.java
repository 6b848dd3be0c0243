package org.stellarticker.graphqlserver.account;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.InviteRow;

/** Creates accounts for users who sign up by themselves. */
public final class SignUps {

    /** What a key of a user allows unless an operator said otherwise. */
    public static final Set<Scope> USUAL = Set.of(Scope.READ, Scope.SUBSCRIBE);

    private final AccountConfig config;
    private final Accounts accounts;
    private final Keys keys;

    public SignUps(AccountConfig config, Clock clock) {
        this.config = config;
        this.accounts = new Accounts(clock);
        this.keys = new Keys(clock);
    }

    /** An account that was created, with its first key. */
    public record Created(AccountRow account, Keys.Issued key) {}

    /** Creates an account with a first key by an invite. */
    public Created byInvite(Transaction tx, String name, String invite) {
        if (config.signUp() == SignUp.OFF) {
            throw closed();
        }
        InviteRow invited = accounts.invited(tx, invite);
        AccountRow account = accounts.create(tx, "invite:" + invited.id(), name, Optional.empty());
        accounts.used(tx, invited, account);
        var wanted = new Keys.Wanted(
                "first", Scope.of(invited.scopes()), invited.quotaPerMinute(), Optional.empty());
        return new Created(account, keys.create(tx, "account:" + name, account.id(), wanted));
    }

    private static ChangeRefused closed() {
        return new ChangeRefused(403, "sign-up is off here (SIGN_UP); ask the operator for a key");
    }
}
