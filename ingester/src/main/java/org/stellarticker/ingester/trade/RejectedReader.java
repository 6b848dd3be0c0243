package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.db.trade.RejectedTradeStore.Unread;
import org.stellarticker.db.trade.StoredTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * Reads what other builds could not read, once each, from the records that were kept. What is a trade now is stored, and its
 * hours are owed another reading.
 */
public final class RejectedReader implements Follower {

    private static final Logger log = LoggerFactory.getLogger(RejectedReader.class);

    private static final int AT_ONCE = 100;

    private final Database database;
    private final TradeStore trades;
    private final RejectedTradeStore rejected;
    private final TradeIntake intake;
    private final Progress progress;
    private final Clock clock;
    private final Counter read;
    private final EventLog events = new EventLog();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());

    public RejectedReader(
            Database database,
            TradeStore trades,
            RejectedTradeStore rejected,
            TradeIntake intake,
            Progress progress,
            Clock clock,
            MeterRegistry metrics) {
        this.database = database;
        this.trades = trades;
        this.rejected = rejected;
        this.intake = intake;
        this.progress = progress;
        this.clock = clock;
        this.read = Counter.builder("ticker.trades.rejected.read")
                .description("records that another build could not read and this one could")
                .register(metrics);
    }

    /** @param tried 0 when nothing was left */
    private record Step(int tried, int read) {}

    @Override
    public void follow(Stop stop) {
        int tried = 0;
        int readable = 0;
        Step step = new Step(1, 0);
        while (step.tried() > 0 && !stop.requested()) {
            step = database.transaction(this::step);
            tried += step.tried();
            readable += step.read();
            read.increment(step.read());
            progress.catchingUp(tried + " read again");
        }
        if (tried > 0) {
            log.atInfo()
                    .addKeyValue("records", tried)
                    .addKeyValue("trades", readable)
                    .log("what another build could not read was read again");
        }
        int left = database.snapshot(rejected::countUnreadable);
        progress.finished(left == 0 ? "none" : left + " cannot be read");
    }

    private Step step(Transaction tx) {
        List<Unread> records = rejected.listOfOtherBuilds(tx, AT_ONCE);
        var readable = new EnumMap<TradeSource, List<Trade>>(TradeSource.class);
        int read = 0;
        for (Unread record : records) {
            TradeBatch batch = UnreadableTrade.readAgain(record.token(), record.body(), clock);
            if (batch.unreadable().isEmpty()) {
                // It ranks as whoever told it does.
                readable.computeIfAbsent(record.source(), _ -> new ArrayList<>())
                        .addAll(batch.trades());
                read += batch.trades().size();
                rejected.wasRead(tx, record);
            } else {
                rejected.staysUnreadable(
                        tx, record, batch.unreadable().getFirst().reason());
            }
        }
        readable.forEach((source, nowReadable) -> store(tx, nowReadable, source));
        return new Step(records.size(), read);
    }

    private void store(Transaction tx, List<Trade> nowReadable, TradeSource source) {
        StoredTrades stored = trades.insert(tx, nowReadable, source);
        stored.events(EventKind.WINDOW_REPAIRED).forEach(event -> events.append(tx, event));
        nowReadable.stream()
                .map(trade -> trade.ledgerCloseTime().truncatedTo(ChronoUnit.HOURS))
                .distinct()
                .forEach(hour -> retries.enqueue(tx, RetryKind.AUDIT_HOUR, hour, "", clock.instant()));
        if (!stored.conflicts().isEmpty()) {
            tx.afterCommit(() -> intake.logConflicts(stored.conflicts(), source));
        }
    }
}
