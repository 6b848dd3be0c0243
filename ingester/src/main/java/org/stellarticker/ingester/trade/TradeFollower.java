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
import org.stellarticker.ingester.horizon.Backoff;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.HorizonException;
import org.stellarticker.ingester.horizon.StreamEvent;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.horizon.TradePageResult;
import org.stellarticker.ingester.horizon.TradeStream;
import org.stellarticker.ingester.trade.PagesAhead.End;

/**
 * Keeps up with the network: pages from the committed cursor to the newest trade, then listens. A stream that ends
 * cleanly is opened again at once; after one that broke off, or fell silent, pages tell what was missed, so that trades
 * keep coming even where streams do not work. What a ledger holds beyond one stream is paged, too, which is sooner.
 */
public final class TradeFollower implements Follower {

    private static final Logger log = LoggerFactory.getLogger(TradeFollower.class);

    private static final int PAGES_A_STEP = 10;
    private static final Duration STEP_TIMEOUT = Duration.ofMillis(200);

    /** A ledger takes 5 s, and Horizon looks for a new one every 5 s; what is older was waiting for us. */
    private static final Duration LIVE = Duration.ofSeconds(30);

    /** A stream that ends without a trade after less than this would be opened again a hundred times a second. */
    private static final Duration SHORTEST_STREAM = Duration.ofSeconds(1);

    /**
     * A ledger takes 5 to 6 s, and Horizon looks for a new one every 5 s: a stream that says nothing for as long as three
     * ledgers take is either of a quiet market or dead, which a page tells.
     */
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** How often that nothing was traded is kept, too: the cursor of a quiet market must not grow older than the history. */
    private static final Duration QUIET_REPORTED = Duration.ofMinutes(10);

    /** With which a stream is full, and ends. */
    private static final int FULL_STREAM = 200;

    /** A stream that is full so soon after its first trade leaves more of them behind. */
    private static final Duration BURST = Duration.ofSeconds(1);

    /** So many faults in a row are no accident. */
    private static final int FAULTS_REPORTED = 5;

    private final Horizon horizon;
    private final TradeIntake intake;
    private final Progress progress;
    private final Clock clock;
    private final Duration quiet;
    private final Backoff backoff = new Backoff();
    private final SequenceJump jump = new SequenceJump();
    private Instant newest = Instant.MAX;
    private Instant quietReported = Instant.EPOCH;
    /** The last position that was stored; the cursor stays before it as long as nothing vouches for it. */
    private @Nullable PagingToken seen;

    public TradeFollower(Horizon horizon, TradeIntake intake, Progress progress, Clock clock) {
        this(horizon, intake, progress, clock, QUIET);
    }

    /** @param quiet how long a stream may say nothing before a page is asked for what it should have said */
    public TradeFollower(Horizon horizon, TradeIntake intake, Progress progress, Clock clock, Duration quiet) {
        this.quiet = quiet;
        this.horizon = horizon;
        this.intake = intake;
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
                stop.await(horizon.isAway() ? backoff.after(fault, Backoff.DURING_AN_OUTAGE) : backoff.after(fault));
            }
        }
    }

    private void catchUp(Stop stop) throws InterruptedException {
        PagingToken position = cursor();
        try (var pages = new PagesAhead(position, horizon::tradesAfter)) {
            End end = End.MORE;
            while (end == End.MORE && !stop.requested()) {
                var range = pages.next(PAGES_A_STEP, STEP_TIMEOUT);
                if (jump.isNew(position, range.batch())) {
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
        boolean upToDate = true;
        while (upToDate && !stop.requested()) {
            PagingToken position = cursor();
            try (var stream = horizon.streamAfter(position)) {
                upToDate = readToEnd(stream, position);
            }
        }
    }

    /** Whether it told all there was. */
    private boolean readToEnd(TradeStream stream, PagingToken from) throws InterruptedException {
        Instant opened = clock.instant();
        Instant first = opened;
        int records = 0;
        PagingToken position = from;
        while (!stream.isLeft()) {
            switch (stream.next(quiet)) {
                case StreamEvent.Opened() -> progress.done();
                case StreamEvent.Trades(var batch) -> {
                    if (jump.isNew(position, batch)) {
                        horizon.revalidate();
                        return true;
                    }
                    position = batch.upTo();
                    first = records == 0 ? clock.instant() : first;
                    records += batch.records();
                    take(batch, TradeSource.STREAM);
                    backoff.restore();
                }
                case StreamEvent.Closed() -> {
                    if (records == 0 && isWithin(SHORTEST_STREAM, opened)) {
                        throw stream.rejectEmpty();
                    }
                    backoff.restore();
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

    /** Whether there are trades that the stream should have told. */
    private boolean hidesTrades() throws InterruptedException {
        // Asked first: what it had closed then, the page that is asked for after it tells.
        PagingToken cursor = cursor();
        boolean isDue = quietReported.plus(QUIET_REPORTED).isBefore(clock.instant());
        Optional<LedgerSequence> head = isDue || !cursor.equals(seen) ? horizon.closedLedger() : Optional.empty();
        PagingToken reported = cursor;
        if (horizon.tradesAfter(cursor) instanceof TradePageResult.Trades(var batch)) {
            PagingToken before = seen;
            take(batch, TradeSource.PAGE);
            if (!batch.seen().equals(cursor) && !batch.seen().equals(before)) {
                return true;
            }
            reported = batch.seen();
        }
        if (head.isPresent()) {
            quietReported = clock.instant();
            intake.quietBefore(head.get(), reported);
        }
        return false;
    }

    /** What a stream told last, it told late; pages may be sooner. */
    private boolean isBehind() {
        return Duration.between(newest, clock.instant()).compareTo(LIVE) > 0;
    }

    private boolean isWithin(Duration length, Instant since) {
        return Duration.between(since, clock.instant()).compareTo(length) < 0;
    }

    private void take(TradeBatch batch, TradeSource source) {
        int stored = intake.take(batch, source);
        seen = batch.seen();
        if (!batch.trades().isEmpty()) {
            newest = batch.trades().getLast().ledgerCloseTime();
            report(Duration.between(newest, clock.instant()));
            log.atDebug()
                    .addKeyValue("records", batch.records())
                    .addKeyValue("stored", stored)
                    .addKeyValue("up_to", batch.upTo())
                    .addKeyValue("closed_at", newest)
                    .log("trades stored");
        }
    }

    private void report(Duration age) {
        if (age.compareTo(LIVE) > 0) {
            progress.catchingUp("reading what was missed", age);
        } else {
            progress.running("live", age);
        }
    }

    private PagingToken cursor() {
        return intake.liveCursor()
                .orElseThrow(() -> new IllegalStateException("the seam between live and past is not fixed yet"));
    }

    private void log(HorizonException fault) {
        // Pages tell what was missed; a stream that goes on breaking off is told once.
        var event = backoff.failures() == FAULTS_REPORTED ? log.atWarn() : log.atDebug();
        event.addKeyValue("because", fault.getMessage()).log("streams break off one after the other");
    }
}
