package org.stellarticker.graphqlserver.account.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stellar.sdk.KeyPair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.SignUpStore;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.ChangeRefused;
import org.stellarticker.graphqlserver.account.SignUps;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** Signs accounts of the network in, and up. */
public final class SignIn {

    /** How long a token works. A key that the token creates may live longer. */
    static final Duration TOKEN_LIFE = Duration.ofDays(1);

    private final SignInConfig config;
    private final AccountDatabase database;
    private final SignUps signUps;
    private final Clock clock;
    private final Challenges challenges;
    private final NetworkStore networks = new NetworkStore();
    private final SignUpStore used = new SignUpStore();

    public SignIn(SignInConfig config, AccountDatabase database, SignUps signUps, Clock clock) {
        this.config = config;
        this.database = database;
        this.signUps = signUps;
        this.clock = clock;
        this.challenges = new Challenges(config, clock);
    }

    /** A challenge: a transaction in base 64 that is never sent to the network. */
    public record Challenge(String transaction, String networkPassphrase) {}

    /** Returns whether a text is an account (G…) with a valid checksum. */
    public static boolean isAccount(String text) {
        try {
            KeyPair.fromAccountId(text);
            return true;
        } catch (RuntimeException unreadable) {
            // The SDK has an exception for each way in which a text is none.
            return false;
        }
    }

    /** Returns a new challenge of an account (G…). */
    public Challenge challenge(String account) throws RequestException {
        String passphrase = passphrase();
        return new Challenge(challenges.create(account, passphrase), passphrase);
    }

    private String passphrase() throws RequestException {
        return database.transaction(networks::find)
                .orElseThrow(() -> new RequestException(Problem.of(
                                503,
                                "the network is not known yet, because nothing was read from Horizon; try again later")
                        .with("Retry-After", "5")));
    }

    /** Returns the domain whose stellar.toml names this server. */
    public String homeDomain() {
        return config.homeDomain();
    }

    /**
     * Returns a token for the account that signed a challenge. A challenge is accepted once.
     *
     * @param invite by which a new account may sign up
     */
    public String token(String transaction, Optional<String> invite) throws RequestException, InterruptedException {
        Challenges.Answered answered = challenges.check(transaction, passphrase());
        Instant now = clock.instant();
        Instant end = now.plus(TOKEN_LIFE);
        String token = Token.of(config, answered.account(), now, end);
        database.change(tx -> {
            use(tx, answered);
            signUps.signedIn(tx, answered.account(), answered.account().toLowerCase(Locale.ROOT), invite, token, end);
            return true;
        });
        return token;
    }

    private void use(Transaction tx, Challenges.Answered answered) {
        var hash = new byte[answered.hash().remaining()];
        answered.hash().duplicate().get(hash);
        if (!used.useChallenge(tx, hash, answered.end())) {
            throw new ChangeRefused(Problem.of(List.of(
                    new Fault("transaction", "", "a challenge that was not answered yet; ask for another one"))));
        }
    }
}
