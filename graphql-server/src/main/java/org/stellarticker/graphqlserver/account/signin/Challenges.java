package org.stellarticker.graphqlserver.account.signin;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stellar.sdk.AbstractTransaction;
import org.stellar.sdk.InvalidSep10ChallengeException;
import org.stellar.sdk.Network;
import org.stellar.sdk.Sep10Challenge;
import org.stellar.sdk.Sep10Challenge.ChallengeTransaction;
import org.stellar.sdk.Sep10Challenge.Signer;
import org.stellar.sdk.TimeBounds;
import org.stellar.sdk.Transaction;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** Makes challenges of SEP-10, and checks those that come back signed. */
final class Challenges {

    /** How long a challenge may be answered. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String UNREADABLE = "it is no transaction in base 64";

    private final SignInConfig config;
    private final AccountSigners signers;
    private final Clock clock;

    Challenges(SignInConfig config, Clock clock) {
        this.config = config;
        this.signers = new AccountSigners(config.horizons(), clock);
        this.clock = clock;
    }

    /**
     * A challenge that an account has signed.
     *
     * @param hash of the transaction
     * @param end when nobody accepts it any more
     */
    record Answered(String account, ByteBuffer hash, Instant end) {}

    /** Returns the transaction that an account (G…) is to sign, in base 64. */
    String create(String account, String passphrase) {
        long now = clock.instant().getEpochSecond();
        try {
            return Sep10Challenge.newChallenge(
                            config.key().pair(),
                            new Network(passphrase),
                            account,
                            config.homeDomain(),
                            config.webAuthDomain(),
                            new TimeBounds(BigInteger.valueOf(now), BigInteger.valueOf(now + LIFE.toSeconds())))
                    .toEnvelopeXdrBase64();
        } catch (InvalidSep10ChallengeException ofOurOwn) {
            throw new IllegalStateException(ofOurOwn);
        }
    }

    /**
     * Checks that the signers of an account have signed a challenge.
     *
     * @throws RequestException when they have not, or it is none of this server's, or not any more
     */
    Answered check(String transaction, String passphrase) throws RequestException, InterruptedException {
        var network = new Network(passphrase);
        try {
            ChallengeTransaction challenge = read(transaction, network);
            String account = challenge.getClientAccountId();
            if (challenge.getTransaction().getSignatures().size() < 2) {
                throw refused("it has no signature but this server's");
            }
            verify(transaction, network, account);
            TimeBounds bounds =
                    Objects.requireNonNull(challenge.getTransaction().getTimeBounds());
            return new Answered(
                    account,
                    ByteBuffer.wrap(challenge.getTransaction().hash()).asReadOnlyBuffer(),
                    // Clocks of several servers may differ by some minutes.
                    Instant.ofEpochSecond(seconds(bounds.getMaxTime())).plus(LIFE));
        } catch (InvalidSep10ChallengeException refused) {
            throw refused(String.valueOf(refused.getMessage()));
        } catch (IOException unreadable) {
            throw refused(UNREADABLE);
        } catch (HorizonUnavailable away) {
            throw new RequestException(
                    Problem.of(503, "no Horizon says who may sign for the account; try again in some seconds")
                            .with("Retry-After", "5"));
        }
    }

    private ChallengeTransaction read(String transaction, Network network)
            throws InvalidSep10ChallengeException, IOException, RequestException {
        checkTime(envelope(transaction, network));
        return Sep10Challenge.readChallengeTransaction(
                transaction, config.key().account(), network, config.homeDomain(), config.webAuthDomain());
    }

    private static AbstractTransaction envelope(String transaction, Network network) throws RequestException {
        try {
            return Transaction.fromEnvelopeXdr(transaction, network);
        } catch (IOException | RuntimeException unreadable) {
            // The SDK throws what it meets in a text that is no transaction, such as an index out of bounds.
            throw refused(UNREADABLE);
        }
    }

    private void checkTime(AbstractTransaction envelope) throws RequestException {
        TimeBounds bounds = envelope instanceof Transaction transaction ? transaction.getTimeBounds() : null;
        if (bounds == null) {
            throw refused("it has no time bounds");
        }
        Instant now = clock.instant();
        Instant from = Instant.ofEpochSecond(seconds(bounds.getMinTime()));
        Instant to = Instant.ofEpochSecond(seconds(bounds.getMaxTime()));
        if (now.isBefore(from) || now.isAfter(to)) {
            throw refused("it is valid from " + from + " to " + to + ", and the time here is "
                    + Instant.ofEpochSecond(now.getEpochSecond()) + "; ask for another one");
        }
    }

    /** A time of the network may be later than any that Java knows. */
    private static long seconds(BigInteger time) {
        return time.min(BigInteger.valueOf(LATEST.getEpochSecond())).longValueExact();
    }

    private void verify(String transaction, Network network, String account)
            throws InvalidSep10ChallengeException, IOException, HorizonUnavailable, InterruptedException {
        Optional<AccountSigners.Signers> found = signers.find(account);
        String server = config.key().account();
        if (found.isEmpty()) {
            // An account that the network does not know yet has its own key alone.
            Sep10Challenge.verifyChallengeTransactionSigners(
                    transaction, server, network, config.homeDomain(), config.webAuthDomain(), Set.of(account));
            return;
        }
        Set<Signer> weighted = found.get().weights().entrySet().stream()
                .map(signer -> new Signer(signer.getKey(), signer.getValue()))
                .collect(toSet());
        Sep10Challenge.verifyChallengeTransactionThreshold(
                transaction,
                server,
                network,
                config.homeDomain(),
                config.webAuthDomain(),
                found.get().threshold(),
                weighted);
    }

    private static RequestException refused(String reason) {
        return new RequestException(Problem.of(List.of(new Fault(
                "transaction",
                "",
                "a challenge of this server, signed by the account within " + LIFE.toMinutes() + " minutes (" + reason
                        + ")"))));
    }
}
