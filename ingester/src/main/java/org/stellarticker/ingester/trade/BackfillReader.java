package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.MeterRegistry;
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
import org.stellarticker.ingester.horizon.Network;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.trade.PagesAhead.End;
import org.stellarticker.ingester.trade.PagesAhead.TradeRange;

/**
 * Reads the past, newest first, so that the windows that people look at are right first. Each step is committed with the
 * place it reached, and the next start goes on from there.
 */
public final class BackfillReader implements Follower {

    private static final Logger log = LoggerFactory.getLogger(BackfillReader.class);

    private static final String STORED = "the past is stored";

    /** 2,000 trades, which the database takes best at once. */
    private static final int PAGES_A_STEP = 10;

    /** How often to look whether more of the past was asked for. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(5);

    private static final Duration STEP_TIMEOUT = Duration.ofMillis(500);

    private final Horizon horizon;
    private final TradeIntake intake;
    private final Progress progress;
    private final Clock clock;
    private final BackfillGauges gauges;
    private final SequenceJump jump = new SequenceJump();

    public BackfillReader(Horizon horizon, TradeIntake intake, Progress progress, Clock clock, MeterRegistry metrics) {
        this.gauges = new BackfillGauges(metrics);
        this.horizon = horizon;
        this.intake = intake;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        String end = STORED;
        do {
            for (var next = intake.openBackfill();
                    next.isPresent() && !stop.requested();
                    next = intake.openBackfill()) {
                end = read(next.get(), stop);
                gauges.areNone();
            }
            if (!stop.requested()) {
                progress.finished(end);
            }
        } while (!stop.await(LOOK));
    }

    /** What has come of it, in words. */
    private String read(Backfill backfill, Stop stop) throws InterruptedException {
        var rate = new BackfillPace(backfill, clock);
        Instant reportedAt = clock.instant();
        PagingToken position = backfill.next();
        try (var pages = new PagesAhead(backfill.next(), horizon::provenTradesBefore)) {
            while (!stop.requested()) {
                var range = pages.next(PAGES_A_STEP, STEP_TIMEOUT);
                if (jump.isNew(position, range.batch())) {
                    horizon.revalidate();
                    return STORED;
                }
                position = range.batch().upTo();
                var step = step(range, backfill.lowerTime(), rate.reached());
                rate.add(intake.take(backfill, step), step.reached());
                progress.catchingUp(rate.inWords());
                gauges.are(rate);
                reportedAt = report(rate, reportedAt);
                if (step.last()) {
                    return step.missing().isPresent()
                            ? reportedGone(step.missing().get(), rate)
                            : recordedAsStored(rate);
                }
            }
        }
        return STORED;
    }

    /** A week within the public budget takes most of a day; the log says how far it is, now and then. */
    private Instant report(BackfillPace rate, Instant reportedBefore) {
        Instant now = clock.instant();
        if (Duration.between(reportedBefore, now).compareTo(BETWEEN_LINES) < 0) {
            return reportedBefore;
        }
        log.atInfo()
                .addKeyValue("so_far", rate.inWords())
                .addKeyValue("back_to", rate.reached())
                .log("the past is being stored");
        return now;
    }

    private static String recordedAsStored(BackfillPace rate) {
        log.atInfo()
                .addKeyValue("trades", rate.stored())
                .addKeyValue("back_to", rate.reached())
                .addKeyValue("trades_per_second", rate.tradesPerSecond())
                .log(STORED);
        return STORED;
    }

    private static String reportedGone(Gap missing, BackfillPace rate) {
        log.atWarn()
                .addKeyValue("trades", rate.stored())
                .addKeyValue("back_to", missing.to())
                .addKeyValue("asked_back_to", missing.from())
                .log("the past is stored only in part: Horizon no longer keeps what is older");
        return "stored back to " + missing.to() + "; Horizon keeps nothing older";
    }

    /** Leaves out what is older than asked for, which also says that the end is reached. */
    private TradeIntake.Step step(TradeRange range, Instant lowerTime, Instant reachedBefore)
            throws InterruptedException {
        List<Trade> trades = range.batch().trades();
        Instant reached = reached(trades).orElse(reachedBefore);
        boolean beyond = reached.isBefore(lowerTime);
        List<Trade> wanted = beyond
                ? trades.stream()
                        .filter(trade -> !trade.ledgerCloseTime().isBefore(lowerTime))
                        .toList()
                : trades;
        return new TradeIntake.Step(
                new TradeBatch(
                        wanted,
                        range.batch().unreadable(),
                        range.batch().upTo(),
                        range.batch().seen()),
                reached,
                beyond || range.end() != End.MORE,
                beyond || range.end() == End.MORE ? Optional.empty() : missing(range.end(), lowerTime, reached));
    }

    /** When the last trade closed, or the one before it if that closed later: no single one ends the reading. */
    private static Optional<Instant> reached(List<Trade> trades) {
        return trades.subList(Math.max(0, trades.size() - 2), trades.size()).stream()
                .map(Trade::ledgerCloseTime)
                .max(Comparator.naturalOrder());
    }

    /** History that ended before the time asked for: it began there, or Horizon forgot what was before. */
    private Optional<Gap> missing(End end, Instant lowerTime, Instant reached) throws InterruptedException {
        Network network = horizon.network();
        if (end != End.GONE && !network.forgets()) {
            return Optional.empty();
        }
        Instant kept =
                horizon.closeTime(network.elder()).filter(reached::isAfter).orElse(reached);
        return kept.isAfter(lowerTime)
                ? Optional.of(
                        new Gap(lowerTime, kept, "Horizon keeps trades from ledger " + network.elder() + " on only"))
                : Optional.empty();
    }
}
