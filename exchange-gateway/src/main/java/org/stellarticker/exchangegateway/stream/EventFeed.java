package org.stellarticker.exchangegateway.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.exchangegateway.market.Markets;

/**
 * Follows the engine's events, once for all streams of the program, and passes them on in order.
 *
 * <p>The client passes events on by the thread that completes its answers. Who holds the feed's lock while a question is sent,
 * and names there what is to happen with the answer, can rely on it: all events that the answer includes came before, and all
 * others come behind.
 */
public final class EventFeed implements Follower {

    /** How many events before the program's start are fetched, so that streams go on after a restart. */
    private static final long BEFORE_START = 5000;

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LOOKS_A_QUESTION = 10;

    private final ExchangeClient client;
    private final Markets markets;
    private final AccountStreams accounts;
    private final MarketStreams publics;
    private final Progress progress;
    private final ReentrantLock lock;
    private volatile CompletableFuture<Void> marketsBegun = CompletableFuture.completedFuture(null);

    /** @param lock of the feed, which {@link AccountStreams} and {@link MarketStreams} hold while a stream begins */
    public EventFeed(
            ExchangeClient client,
            Markets markets,
            AccountStreams accounts,
            MarketStreams publics,
            Progress progress,
            ReentrantLock lock) {
        this.client = client;
        this.markets = markets;
        this.accounts = accounts;
        this.publics = publics;
        this.progress = progress;
        this.lock = lock;
    }

    @Override
    public void follow(Stop stop) throws Exception {
        try {
            long newest = newest(stop);
            if (stop.requested()) {
                return;
            }
            long first = Math.max(0, newest - BEFORE_START);
            accounts.begin(first);
            beginMarkets();
            try (AutoCloseable _ = client.follow(first, this::onEvent, this::onReset)) {
                watch(stop);
            }
        } finally {
            accounts.end();
            publics.end();
        }
    }

    /** Returns the number of the newest event, once the engine answers. */
    private long newest(Stop stop) throws InterruptedException {
        do {
            try {
                return ask(() -> client.depth(0, 1)).event();
            } catch (EngineAway away) {
                progress.retrying(String.valueOf(away.getMessage()));
            }
        } while (!stop.await(PAUSE));
        return 0;
    }

    private static <T> T ask(Supplier<CompletableFuture<T>> question) throws InterruptedException {
        try {
            return question.get().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw EngineAway.answerLost("the engine does not answer within " + TIMEOUT);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EngineAway away) {
                throw away;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Looks whether the engine answers, and does what is due by time. */
    private void watch(Stop stop) throws InterruptedException {
        for (int look = 0; !stop.requested(); look++) {
            publics.sendTickers();
            if (look % LOOKS_A_QUESTION == 0) {
                try {
                    ask(() -> client.depth(0, 1));
                    progress.running(accounts.count() + " streams of accounts, " + publics.count() + " of markets");
                    beginMarketsAgain();
                } catch (EngineAway away) {
                    progress.retrying(String.valueOf(away.getMessage()));
                }
                accounts.endExpired();
            }
            stop.await(LOOK);
        }
    }

    /** Asks again for the books when the engine went away before it gave them. */
    private void beginMarketsAgain() {
        if (marketsBegun.isCompletedExceptionally()) {
            Throwable fault = marketsBegun.exceptionNow();
            if (!(fault instanceof EngineAway)) {
                throw new IllegalStateException("the engine gave no book", fault);
            }
            beginMarkets();
        }
    }

    private void beginMarkets() {
        lock.lock();
        try {
            List<Instrument> instruments = client.instruments();
            marketsBegun = markets.begin(instruments);
        } finally {
            lock.unlock();
        }
    }

    private void onEvent(Event event) {
        lock.lock();
        try {
            markets.apply(event);
            accounts.apply(event);
            publics.apply(event);
        } finally {
            lock.unlock();
        }
    }

    /** Events are missing: books begin anew, and streams connect again to get a snapshot. */
    private void onReset(long after) {
        lock.lock();
        try {
            accounts.begin(after);
            publics.begin();
            beginMarkets();
        } finally {
            lock.unlock();
        }
    }
}
