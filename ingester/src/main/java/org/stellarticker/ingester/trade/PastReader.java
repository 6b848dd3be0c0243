package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.trade.PagesAhead.End;
import org.stellarticker.ingester.trade.PagesAhead.Stretch;

/**
 * Reads the past, newest first, so that the windows that people look at are right first. Each step is committed with the
 * place it reached, and the next start goes on from there.
 */
public final class PastReader implements Follower {

    private static final Logger log = LoggerFactory.getLogger(PastReader.class);

    private static final String STORED = "the past is stored";

    /** 2,000 trades, which the database takes best at once. */
    private static final int PAGES_A_STEP = 10;

    private static final Duration STEP_PATIENCE = Duration.ofMillis(500);

    private final Horizon horizon;
    private final TradeIntake intake;
    private final Progress progress;
    private final Clock clock;

    public PastReader(Horizon horizon, TradeIntake intake, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.intake = intake;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        var backfill = intake.openBackfill();
        String end = backfill.isPresent() ? read(backfill.get(), stop) : STORED;
        if (!stop.requested()) {
            progress.finished(end);
        }
    }

    /** What has come of it, in words. */
    private String read(Backfill backfill, Stop stop) throws InterruptedException {
        var pace = new Pace(backfill, clock);
        try (var pages = new PagesAhead(backfill.next(), horizon::tradesBefore)) {
            while (!stop.requested()) {
                var stretch = pages.next(PAGES_A_STEP, STEP_PATIENCE);
                var step = step(stretch, backfill.lowerTime(), pace.reached());
                pace.add(intake.take(backfill, step), step.reached());
                progress.catchingUp(pace.inWords());
                if (step.last()) {
                    boolean gone = stretch.end() == End.GONE && !step.reached().isBefore(backfill.lowerTime());
                    return gone ? toldAsGone(backfill, pace) : toldAsStored(pace);
                }
            }
        }
        return STORED;
    }

    private static String toldAsStored(Pace pace) {
        log.atInfo()
                .addKeyValue("trades", pace.stored())
                .addKeyValue("back_to", pace.reached())
                .addKeyValue("trades_per_second", pace.tradesPerSecond())
                .log(STORED);
        return STORED;
    }

    private static String toldAsGone(Backfill backfill, Pace pace) {
        log.atWarn()
                .addKeyValue("trades", pace.stored())
                .addKeyValue("back_to", pace.reached())
                .addKeyValue("asked_back_to", backfill.lowerTime())
                .log("the past is stored only in part: Horizon no longer keeps what is older");
        return "stored back to " + pace.reached() + "; Horizon keeps nothing older";
    }

    /** Leaves out what is older than asked for, which also says that the end is reached. */
    private static TradeIntake.Step step(Stretch stretch, Instant lowerTime, Instant reachedBefore) {
        List<Trade> trades = stretch.batch().trades();
        Instant reached = trades.isEmpty() ? reachedBefore : trades.getLast().ledgerCloseTime();
        boolean beyond = reached.isBefore(lowerTime);
        List<Trade> wanted = beyond
                ? trades.stream()
                        .filter(trade -> !trade.ledgerCloseTime().isBefore(lowerTime))
                        .toList()
                : trades;
        return new TradeIntake.Step(
                new TradeBatch(
                        wanted, stretch.batch().unreadable(), stretch.batch().upTo()),
                reached,
                beyond || stretch.end() != End.MORE);
    }
}
