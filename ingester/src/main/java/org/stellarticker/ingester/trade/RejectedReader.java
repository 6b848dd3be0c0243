package org.stellarticker.ingester.trade;

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
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.db.trade.RejectedTradeStore.Unread;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * Parses the rejected trade records of other builds again, once each. A record that is a trade now is stored, and the audit
 * reads its hour again.
 */
public final class RejectedReader implements Follower {

    private static final Logger log = LoggerFactory.getLogger(RejectedReader.class);

    private static final int AT_ONCE = 100;

    private final Database database;
    private final TradeWriter writer;
    private final RejectedTradeStore rejected;
    private final Progress progress;
    private final Clock clock;
    private final IngesterMetrics metrics;
    private final HoursToAudit hours = new HoursToAudit();

    public RejectedReader(
            Database database,
            TradeWriter writer,
            RejectedTradeStore rejected,
            Progress progress,
            Clock clock,
            IngesterMetrics metrics) {
        this.database = database;
        this.writer = writer;
        this.rejected = rejected;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @param tried 0 when no record was left */
    private record Step(int tried, int parsed) {}

    @Override
    public void follow(Stop stop) {
        int tried = 0;
        int readable = 0;
        Step step = new Step(1, 0);
        while (step.tried() > 0 && !stop.requested()) {
            step = database.transaction(this::step);
            tried += step.tried();
            readable += step.parsed();
            metrics.rejectedTradesParsed(step.parsed());
            progress.catchingUp(tried + " parsed again");
        }
        if (tried > 0) {
            log.atInfo()
                    .addKeyValue("records", tried)
                    .addKeyValue("trades", readable)
                    .log("rejected trade records of other builds parsed again");
        }
        int left = database.snapshot(rejected::countUnreadable);
        progress.finished(left == 0 ? "none" : left + " cannot be read");
    }

    private Step step(Transaction tx) {
        List<Unread> records = rejected.listOfOtherBuilds(tx, AT_ONCE);
        var readable = new EnumMap<TradeSource, List<Trade>>(TradeSource.class);
        int parsed = 0;
        for (Unread record : records) {
            TradeBatch batch = UnreadableTrade.readAgain(record.token(), record.body(), clock);
            if (batch.unreadable().isEmpty()) {
                // A trade keeps the rank of the source from which its record came.
                readable.computeIfAbsent(record.source(), _ -> new ArrayList<>())
                        .addAll(batch.trades());
                parsed += batch.trades().size();
                rejected.markParsed(tx, record);
            } else {
                rejected.markUnreadable(
                        tx, record, batch.unreadable().getFirst().reason());
            }
        }
        readable.forEach((source, nowReadable) -> store(tx, nowReadable, source));
        return new Step(records.size(), parsed);
    }

    private void store(Transaction tx, List<Trade> nowReadable, TradeSource source) {
        var _ = writer.store(tx, nowReadable, source, EventKind.WINDOW_REPAIRED);
        nowReadable.stream()
                .map(trade -> trade.ledgerCloseTime().truncatedTo(ChronoUnit.HOURS))
                .distinct()
                .forEach(hour -> hours.enqueue(tx, hour, hour, clock.instant()));
    }
}
