package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.RetryDelay;
import org.stellarticker.ingester.horizon.read.trade.StreamEvent;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;
import org.stellarticker.ingester.horizon.read.trade.TradeStream;
import org.stellarticker.ingester.trade.PagesAhead.End;

/**
 * Follows the live trades: pages from the committed cursor to the newest trade, then opens a stream. A stream that ends
 * cleanly is opened again at once. After one that broke off, or fell silent, pages bring the trades that it missed, so that
 * trades keep coming where streams do not work. Trades of a ledger that exceeds one stream are paged too, which is faster.
 */
public final class TradeFollower implements Follower {

    private static final Logger log = LoggerFactory.getLogger(TradeFollower.class);

    private static final int PAGES_A_STEP = 10;
    private static final Duration STEP_TIMEOUT = Duration.ofMillis(200);

    /** A ledger takes 5 s, and Horizon looks for a new one every 5 s; an older trade has waited for us. */
    private static final Duration LIVE = Duration.ofSeconds(30);

    /** A stream that ends without a trade after less than this would be opened again a hundred times a second. */
    private static final Duration SHORTEST_STREAM = Duration.ofSeconds(1);

    /**
     * A ledger takes 5 to 6 s, and Horizon looks for a new one every 5 s. After three ledgers without an event, either the
     * market is quiet or the stream is dead; a page shows which.
     */
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** How often the cursor moves in a quiet market, so that it never gets older than the history that Horizon keeps. */
    private static final Duration QUIET_SAVED = Duration.ofMinutes(10);

    /** Horizon ends a stream after so many events. */
    private static final int FULL_STREAM = 200;

    /** A stream that is full so soon after its first trade has left more trades behind. */
    private static final Duration BURST = Duration.ofSeconds(1);

    /** So many failures in a row are no accident. */
    private static final int FAILURES_LOGGED = 5;

    private final Horizon horizon;
    private final TradePosition stored;
    private final LiveTrades trades;
    private final Progress progress;
    private final Clock clock;
    private final Duration quiet;
    private final RetryDelay delay = new RetryDelay();
    private final SequenceJump jump = new SequenceJump();
    private Instant newest = Instant.MAX;
    private Instant quietSaved = Instant.EPOCH;
    /** The last position that was stored; the cursor stays before it until a later record confirms it. */
    private @Nullable PagingToken seen;

    public TradeFollower(Horizon horizon, TradePosition stored, LiveTrades trades, Progress progress, Clock clock) {
        this(horizon, stored, trades, progress, clock, QUIET);
    }

    /** @param quiet how long a stream may be silent before a page is requested in its place */
    public TradeFollower(
            Horizon horizon, TradePosition stored, LiveTrades trades, Progress progress, Clock clock, Duration quiet) {
        this.quiet = quiet;
        this.horizon = horizon;
        this.stored = stored;
        this.trades = trades;
        // Also in a quiet market a stream ends, and begins anew, every minute.
        this.progress = progress.stalledAfter(Duration.ofMinutes(3));
        this.clock = clock;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            catchUp(stop);
            try {
                listen(stop);
            } catch (HorizonException fault) {
                progress.retrying(String.valueOf(fault.getMessage()));
                log(fault);
                stop.await(horizon.isAway() ? delay.after(fault, RetryDelay.DURING_AN_OUTAGE) : delay.after(fault));
            }
        }
    }

    private void catchUp(Stop stop) throws InterruptedException {
        PagingToken position = cursor();
        try (var pages = new PagesAhead(position, horizon.trades()::awaitAfter)) {
            End end = End.MORE;
            while (end == End.MORE && !stop.requested()) {
                var range = pages.next(PAGES_A_STEP, STEP_TIMEOUT);
                if (jump.detect(position, range.batch())) {
                    horizon.revalidate();
                    return;
                }
                position = range.batch().upTo();
                if (range.batch().records() > 0) {
                    take(range.batch(), TradeSource.PAGE);
                }
                end = range.end();
            }
        }
    }

    /** Follows streams until one breaks off, falls silent, or leaves trades behind. */
    private void listen(Stop stop) throws InterruptedException {
        progress.running("live");
        boolean complete = true;
        while (complete && !stop.requested()) {
            PagingToken position = cursor();
            try (var stream = horizon.trades().openStreamAfter(position)) {
                complete = readToEnd(stream, position);
            }
        }
    }

    /** Returns whether the stream sent all trades that there were. */
    private boolean readToEnd(TradeStream stream, PagingToken from) throws InterruptedException {
        Instant opened = clock.instant();
        Instant first = opened;
        int records = 0;
        PagingToken position = from;
        while (!stream.isLeft()) {
            switch (stream.next(quiet)) {
                case StreamEvent.Opened() -> progress.done();
                case StreamEvent.Trades(var batch) -> {
                    if (jump.detect(position, batch)) {
                        horizon.revalidate();
                        return true;
                    }
                    position = batch.upTo();
                    first = records == 0 ? clock.instant() : first;
                    records += batch.records();
                    take(batch, TradeSource.STREAM);
                    delay.reset();
                }
                case StreamEvent.Closed() -> {
                    if (records == 0 && isWithin(SHORTEST_STREAM, opened)) {
                        throw stream.rejectEmpty();
                    }
                    delay.reset();
                    boolean full = records >= FULL_STREAM && isWithin(BURST, first);
                    return !full && !isBehind();
                }
                case StreamEvent.Quiet() -> {
                    if (hidesTrades()) {
                        stream.reportSilent();
                        return false;
                    }
                    progress.running("live");
                }
            }
        }
        return true;
    }

    /** Returns whether there are trades that the stream has not sent. */
    private boolean hidesTrades() throws InterruptedException {
        // Requested first, so that the page that follows has all trades of this ledger.
        PagingToken cursor = cursor();
        boolean isDue = quietSaved.plus(QUIET_SAVED).isBefore(clock.instant());
        Optional<LedgerSequence> head =
                isDue || !cursor.equals(seen) ? horizon.ledgers().awaitClosedLedger() : Optional.empty();
        PagingToken reported = cursor;
        if (horizon.trades().awaitAfter(cursor) instanceof TradePageResult.Trades(var batch)) {
            PagingToken before = seen;
            take(batch, TradeSource.PAGE);
            if (!batch.seen().equals(cursor) && !batch.seen().equals(before)) {
                return true;
            }
            reported = batch.seen();
        }
        if (head.isPresent()) {
            quietSaved = clock.instant();
            stored.advanceWithoutTrades(head.get(), reported);
        }
        return false;
    }

    /** Returns whether the newest trade came late, so that pages may be faster than the stream. */
    private boolean isBehind() {
        return Duration.between(newest, clock.instant()).compareTo(LIVE) > 0;
    }

    private boolean isWithin(Duration length, Instant since) {
        return Duration.between(since, clock.instant()).compareTo(length) < 0;
    }

    private void take(TradeBatch batch, TradeSource source) {
        int count = trades.store(batch, source);
        seen = batch.seen();
        if (!batch.trades().isEmpty()) {
            newest = batch.trades().getLast().ledgerCloseTime();
            report(Duration.between(newest, clock.instant()));
            log.atDebug()
                    .addKeyValue("records", batch.records())
                    .addKeyValue("stored", count)
                    .addKeyValue("up_to", batch.upTo())
                    .addKeyValue("closed_at", newest)
                    .log("trades stored");
        }
    }

    private void report(Duration age) {
        if (age.compareTo(LIVE) > 0) {
            progress.catchingUp("reading missed trades", age);
        } else {
            progress.running("live", age);
        }
    }

    private PagingToken cursor() {
        return stored.live()
                .orElseThrow(() -> new IllegalStateException(
                        "expected a live/backfill boundary, found none; Bootstrap.initialize saves it"));
    }

    private void log(HorizonException fault) {
        // Pages bring the missed trades; streams that keep breaking off are logged once.
        var event = delay.failures() == FAILURES_LOGGED ? log.atWarn() : log.atDebug();
        event.addKeyValue("because", fault.getMessage()).log("streams break off repeatedly");
    }
}
