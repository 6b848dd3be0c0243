package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Network;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.trade.PagesAhead.End;
import org.stellarticker.ingester.trade.PagesAhead.Pages;

/**
 * Reads historical trades, newest first, so that the windows that people look at are complete first. Each step is committed
 * with the position it reached, and the next start resumes there.
 */
public final class BackfillReader implements Follower {

    private static final Logger log = LoggerFactory.getLogger(BackfillReader.class);

    private static final String STORED = "backfill complete";

    /** 2,000 trades: the batch that the database stores fastest. */
    private static final int PAGES_A_STEP = 10;

    /** How often to look for backfills that an operator requested. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(5);

    private static final Duration STEP_TIMEOUT = Duration.ofMillis(500);

    private final Horizon horizon;
    private final BackfillSteps steps;
    private final Progress progress;
    private final Clock clock;
    private final IngesterMetrics metrics;
    private final SequenceJump jump = new SequenceJump();
    /** The length of the time ranges that this process has covered, of all backfills. */
    private Duration covered = Duration.ZERO;

    public BackfillReader(
            Horizon horizon, BackfillSteps steps, Progress progress, Clock clock, IngesterMetrics metrics) {
        this.horizon = horizon;
        this.steps = steps;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        String end = STORED;
        do {
            for (var next = steps.open(); next.isPresent() && !stop.requested(); next = steps.open()) {
                end = read(next.get(), stop);
                metrics.noBackfill();
            }
            if (!stop.requested()) {
                progress.finished(end);
            }
        } while (!stop.await(LOOK));
    }

    /** Returns the outcome in words. */
    private String read(Backfill backfill, Stop stop) throws InterruptedException {
        var rate = new BackfillPace(backfill, clock);
        Duration before = covered;
        Instant reportedAt = clock.instant();
        PagingToken position = backfill.next();
        try (var pages = new PagesAhead(backfill.next(), horizon.trades()::awaitCheckedBefore)) {
            while (!stop.requested()) {
                var range = pages.next(PAGES_A_STEP, STEP_TIMEOUT);
                if (jump.detect(position, range.batch())) {
                    horizon.revalidate();
                    return STORED;
                }
                position = range.batch().upTo();
                var step = step(range, backfill.lowerTime(), rate.reached());
                rate.add(steps.store(backfill, step), step.reached());
                covered = before.plus(rate.covered());
                progress.advancing(rate.inWords(), covered.toMillis());
                rate.publish(metrics);
                reportedAt = report(rate, reportedAt);
                if (step.last()) {
                    return step.missing().isPresent()
                            ? logTrimmed(step.missing().get(), rate)
                            : logComplete(rate);
                }
            }
        }
        return STORED;
    }

    /** A week within the public request budget takes most of a day, so that the log shows the progress now and then. */
    private Instant report(BackfillPace rate, Instant reportedBefore) {
        Instant now = clock.instant();
        if (Duration.between(reportedBefore, now).compareTo(BETWEEN_LINES) < 0) {
            return reportedBefore;
        }
        log.atInfo()
                .addKeyValue("progress", rate.inWords())
                .addKeyValue("reached", rate.reached())
                .log("backfill runs");
        return now;
    }

    private static String logComplete(BackfillPace rate) {
        log.atInfo()
                .addKeyValue("trades", rate.stored())
                .addKeyValue("reached", rate.reached())
                .addKeyValue("trades_per_second", rate.tradesPerSecond())
                .log(STORED);
        return STORED;
    }

    private static String logTrimmed(Gap missing, BackfillPace rate) {
        log.atWarn()
                .addKeyValue("trades", rate.stored())
                .addKeyValue("reached", missing.to())
                .addKeyValue("requested", missing.from())
                .log("backfill complete in part: Horizon no longer keeps older trades");
        return "stored back to " + missing.to() + "; Horizon keeps nothing older";
    }

    /** Leaves out trades older than requested; such a trade is also the end of the backfill. */
    private BackfillSteps.Step step(Pages range, Instant lowerTime, Instant reachedBefore) throws InterruptedException {
        List<Trade> trades = range.batch().trades();
        Instant reached = reached(trades).orElse(reachedBefore);
        boolean beyond = reached.isBefore(lowerTime);
        List<Trade> wanted = beyond
                ? trades.stream()
                        .filter(trade -> !trade.ledgerCloseTime().isBefore(lowerTime))
                        .toList()
                : trades;
        return new BackfillSteps.Step(
                new TradeBatch(
                        wanted,
                        range.batch().unreadable(),
                        range.batch().upTo(),
                        range.batch().seen()),
                reached,
                beyond || range.end() != End.MORE,
                beyond || range.end() == End.MORE ? Optional.empty() : missing(range.end(), lowerTime, reached));
    }

    /** Returns when the last trade closed, or the one before it if that closed later: no single close time ends a backfill. */
    private static Optional<Instant> reached(List<Trade> trades) {
        return trades.subList(Math.max(0, trades.size() - 2), trades.size()).stream()
                .map(Trade::ledgerCloseTime)
                .max(Comparator.naturalOrder());
    }

    /** Returns the gap between the requested time and the oldest trade; empty where the history itself begins there. */
    private Optional<Gap> missing(End end, Instant lowerTime, Instant reached) throws InterruptedException {
        Network network = horizon.ledgers().awaitNetwork();
        if (end != End.GONE && !network.isTrimmed()) {
            return Optional.empty();
        }
        Instant kept = horizon.ledgers()
                .tryCloseTime(network.elder())
                .find()
                .filter(reached::isAfter)
                .orElse(reached);
        return kept.isAfter(lowerTime)
                ? Optional.of(
                        new Gap(lowerTime, kept, "Horizon keeps trades from ledger " + network.elder() + " on only"))
                : Optional.empty();
    }
}
