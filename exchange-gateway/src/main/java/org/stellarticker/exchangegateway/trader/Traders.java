package org.stellarticker.exchangegateway.trader;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.order.Refusals;
import org.stellarticker.exchangegateway.token.TokenRefused;
import org.stellarticker.exchangegateway.token.Tokens;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.problem.RequestException;

/** Finds out who sends a request. The first request of a subject opens its account. */
public final class Traders {

    private static final String BEARER = "Bearer ";
    private static final long MOST = 100_000;

    private final Tokens tokens;
    private final EngineRequests engine;
    private final AsyncCache<String, Outcome> accounts =
            Caffeine.newBuilder().maximumSize(MOST).buildAsync();

    public Traders(Tokens tokens, EngineRequests engine) {
        this.tokens = tokens;
        this.engine = engine;
    }

    /**
     * Returns who sends a request.
     *
     * @throws RequestException when its token is not accepted, or no account can be opened
     */
    public Trader get(ApiRequest request) throws RequestException, InterruptedException {
        String header = request.header("Authorization").orElse("");
        try {
            if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                throw TokenRefused.missing();
            }
            return get(header.substring(BEARER.length()).strip());
        } catch (TokenRefused refused) {
            throw refused.answer();
        }
    }

    /** Returns who has a token. */
    public Trader get(String token) throws TokenRefused, RequestException, InterruptedException {
        return trader(tokens.verified(token));
    }

    /** Returns who had a token, which may have expired since. */
    public Trader past(String token) throws TokenRefused, RequestException, InterruptedException {
        return trader(tokens.signed(token));
    }

    private Trader trader(Tokens.Verified verified) throws RequestException, InterruptedException {
        String subject = verified.subject();
        return switch (account(subject)) {
            case Outcome.Opened opened -> new Trader(subject, opened.account().number(), verified.expiresAt());
            case Outcome.Refused refused -> {
                accounts.synchronous().invalidate(subject);
                throw new RequestException(Refusals.problem(refused));
            }
            case Outcome other -> throw new IllegalStateException("an account was opened with the outcome " + other);
        };
    }

    private Outcome account(String subject) throws RequestException, InterruptedException {
        CompletableFuture<Outcome> known = accounts.getIfPresent(subject);
        if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
            return known.join();
        }
        return engine.ask(() -> accounts.get(
                subject,
                (key, executor) ->
                        engine.client().send(new Command.OpenAccount(key)).thenApply(Traders::withoutBalances)));
    }

    /** Drops what would be remembered for nothing: some kilobytes for each of thousands of accounts. */
    private static Outcome withoutBalances(Outcome outcome) {
        return outcome instanceof Outcome.Opened(Account account)
                ? new Outcome.Opened(new Account(account.number(), account.subject(), List.of(), 0))
                : outcome;
    }

    /** Forgets an account that the engine does not know, so that the next request opens it. */
    public void forget(Trader trader) {
        accounts.synchronous().invalidate(trader.subject());
    }
}
