package org.stellarticker.graphqlserver.rest.account;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.SignUps;
import org.stellarticker.graphqlserver.account.signin.SignIn;
import org.stellarticker.graphqlserver.account.signin.SignInConfig;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Routes;
import org.stellarticker.http.limit.FairTurns;

/** All routes about accounts. They take turns, because the connections for accounts are few. */
public final class AccountFaces {

    private static final int BODY_BYTES = 1 << 14;
    private static final FairTurns.Bounds TURNS = new FairTurns.Bounds(2, 200, 50, Duration.ofSeconds(10));

    private final List<Consumer<Routes>> all;

    /** @param signInConfig empty where nobody can sign in by SEP-10 */
    public AccountFaces(
            AccountDatabase database,
            Callers callers,
            AccountConfig config,
            Optional<SignInConfig> signInConfig,
            Clock clock) {
        var signUps = new SignUps(config, clock);
        // A sign-in waits for Horizon, without a connection to the database.
        var ofSignIns =
                new RequestLimits(BODY_BYTES, Duration.ofSeconds(20), Optional.of(new FairTurns("sign-ins", TURNS)));
        Optional<SignIn> signIn = signInConfig.map(settings -> new SignIn(settings, database, signUps, clock));
        var limits =
                new RequestLimits(BODY_BYTES, Duration.ofSeconds(10), Optional.of(new FairTurns("accounts", TURNS)));
        all = List.of(
                new AccountRoutes(database, callers, signUps, clock, limits)::addTo,
                new SignInRoutes(signIn, ofSignIns)::addTo,
                new KeyRoutes(database, callers, clock, limits)::addTo,
                new AdminRoutes(database, callers, config, clock, limits)::addTo);
    }

    /** Returns what adds the routes. */
    public List<Consumer<Routes>> all() {
        return all;
    }
}
