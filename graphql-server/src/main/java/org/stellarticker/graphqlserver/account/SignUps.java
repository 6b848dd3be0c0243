package org.stellarticker.graphqlserver.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.account.InviteRow;

/** Creates accounts for users who sign up by themselves. */
public final class SignUps {

    /** What a key of a user allows unless an operator said otherwise. */
    public static final Set<Scope> USUAL = Set.of(Scope.READ, Scope.SUBSCRIBE);

    private final AccountConfig config;
    private final Accounts accounts;
    private final Keys keys;
    private final AccountStore rows = new AccountStore();

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
        var wanted = new Keys.Wanted("first", Scope.of(invited.scopes()), invited.quotaPerMinute(), Optional.empty());
        return new Created(account, keys.create(tx, "account:" + name, account.id(), wanted));
    }

    /**
     * Gives an account of the network that has signed in a key with the given text; creates its account when that is the
     * first time.
     *
     * @param name of a new account
     * @param invite by which a new account may sign up
     */
    public void signedIn(
            Transaction tx, String stellarAccount, String name, Optional<String> invite, String token, Instant end) {
        AccountRow account =
                rows.findByStellarAccount(tx, stellarAccount).orElseGet(() -> signUp(tx, stellarAccount, name, invite));
        if (account.disabledAt().isPresent()) {
            throw new ChangeRefused(403, "the account is disabled; ask the operator");
        }
        keys.createForSignIn(
                tx,
                Accounts.subject(account.id()),
                account.id(),
                new Keys.Wanted("sign-in", USUAL, config.quotaPerMinute(), Optional.of(end)),
                token);
    }

    private AccountRow signUp(Transaction tx, String stellarAccount, String name, Optional<String> invite) {
        return switch (config.signUp()) {
            case OPEN -> accounts.create(tx, "sign-in", name, Optional.of(stellarAccount));
            case INVITE -> {
                InviteRow invited = accounts.invited(tx, invite.orElse(""));
                AccountRow account = accounts.create(tx, "invite:" + invited.id(), name, Optional.of(stellarAccount));
                accounts.used(tx, invited, account);
                yield account;
            }
            case OFF -> throw closed();
        };
    }

    private static ChangeRefused closed() {
        return new ChangeRefused(403, "sign-up is off here (SIGN_UP); ask the operator for a key");
    }
}
