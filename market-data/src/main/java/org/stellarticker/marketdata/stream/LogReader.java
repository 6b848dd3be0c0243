package org.stellarticker.marketdata.stream;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.event.LoggedEvent;
import org.stellarticker.db.event.MarketHours;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.LedgerTradeStore;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.marketdata.stream.StreamChange.Corrected;
import org.stellarticker.marketdata.stream.StreamChange.StoredTrade;
import org.stellarticker.marketdata.stream.StreamPosition.LogPosition;

/** Reads the log of trades and corrections. The entries of an event are its trades, then its corrections. */
final class LogReader {

    /** Events in a read; each is of up to some hundred trades. */
    private static final int EVENTS = 200;

    /** Entries in a read, some megabytes of trades. */
    private static final int ENTRIES = 2_000;

    private final EventLog events = new EventLog();
    private final LedgerTradeStore trades = new LedgerTradeStore();
    private final MarketStore markets = new MarketStore();
    private final KnownPairs pairs;

    LogReader(KnownPairs pairs) {
        this.pairs = pairs;
    }

    /** An entry of an event, and the position behind it: one of both is there. */
    private record Entry(LogPosition end, Optional<TradeId> trade, Optional<MarketHours> hours, EventKind kind) {}

    /**
     * Some entries.
     *
     * @param end the position behind them and behind all that was not wanted
     * @param more whether more may follow
     */
    record Page(List<StreamChange> changes, LogPosition end, boolean more) {}

    /** @param after its other parts are those of all positions of the page */
    Page read(Transaction tx, StreamPosition after, Wanted wanted) {
        if (!wanted.topics().contains(Topic.TRADES) && !wanted.topics().contains(Topic.CORRECTIONS)) {
            return new Page(List.of(), newest(tx), /* more= */ false);
        }
        Optional<KnownMarket> only = wanted.market().flatMap(market -> markets.find(tx, market));
        long newest = events.position(tx);
        if (newest < after.log().event() || (wanted.market().isPresent() && only.isEmpty())) {
            return new Page(List.of(), LogPosition.after(newest), /* more= */ false);
        }
        OptionalInt pairId = only.map(market -> OptionalInt.of(market.pairId())).orElseGet(OptionalInt::empty);
        List<LoggedEvent> found = events.listAfter(tx, after.log().event() - 1, pairId, EVENTS);
        var entries = new ArrayList<Entry>();
        for (LoggedEvent event : found) {
            entries.addAll(entries(event, after.log()));
        }
        boolean cut = entries.size() > ENTRIES;
        List<Entry> page = cut ? entries.subList(0, ENTRIES) : entries;
        boolean more = cut || found.size() == EVENTS;
        LogPosition end = cut
                ? page.getLast().end()
                : LogPosition.after(more ? found.getLast().position() : newest);
        return new Page(changes(tx, page, after, wanted), end, more);
    }

    private static List<Entry> entries(LoggedEvent logged, LogPosition after) {
        List<TradeId> announced = logged.event().announced();
        List<MarketHours> corrections = logged.event().corrections();
        int size = announced.size() + corrections.size();
        int first = logged.position() == after.event() ? after.entries() : 0;
        var entries = new ArrayList<Entry>();
        for (int i = first; i < size; i++) {
            boolean isTrade = i < announced.size();
            entries.add(new Entry(
                    i + 1 == size ? LogPosition.after(logged.position()) : new LogPosition(logged.position(), i + 1),
                    isTrade ? Optional.of(announced.get(i)) : Optional.empty(),
                    isTrade ? Optional.empty() : Optional.of(corrections.get(i - announced.size())),
                    logged.event().kind()));
        }
        return entries;
    }

    private List<StreamChange> changes(Transaction tx, List<Entry> page, StreamPosition after, Wanted wanted) {
        Map<TradeId, MarketTrade> stored = wanted.topics().contains(Topic.TRADES) ? trades(tx, page) : Map.of();
        boolean corrections = wanted.topics().contains(Topic.CORRECTIONS);
        Map<Integer, TradePair> known = corrections ? pairs(tx, page) : Map.of();
        var changes = new ArrayList<StreamChange>();
        for (Entry entry : page) {
            StreamPosition position = after.with(entry.end());
            // A trade that is gone was dropped with its day.
            entry.trade()
                    .flatMap(id -> Optional.ofNullable(stored.get(id)))
                    .ifPresent(trade -> changes.add(new StoredTrade(position, trade)));
            entry.hours()
                    .flatMap(hours -> Optional.ofNullable(known.get(hours.pairId()))
                            .map(pair -> new Correction(pair, hours.from(), hours.to(), reason(entry.kind()))))
                    .ifPresent(correction -> changes.add(new Corrected(position, correction)));
        }
        changes.removeIf(change -> !wanted.wants(change.pair()));
        return changes;
    }

    private Map<TradeId, MarketTrade> trades(Transaction tx, List<Entry> page) {
        List<TradeId> ids = page.stream()
                .flatMap(entry -> entry.trade().stream())
                .distinct()
                .toList();
        return ids.isEmpty()
                ? Map.of()
                : trades.list(tx, ids).stream()
                        .collect(toMap(stored -> stored.trade().id(), Function.identity()));
    }

    private Map<Integer, TradePair> pairs(Transaction tx, List<Entry> page) {
        return pairs.of(
                tx,
                page.stream()
                        .flatMap(entry -> entry.hours().stream())
                        .map(MarketHours::pairId)
                        .toList());
    }

    private static Correction.Reason reason(EventKind kind) {
        return switch (kind) {
            case TRADES_BACKFILLED -> Correction.Reason.BACKFILL;
            case WINDOW_REPAIRED -> Correction.Reason.REPAIR;
            case TRADE_CONFLICT -> Correction.Reason.CONFLICT;
            default -> throw new IllegalStateException("expected an event that changes the past, found " + kind);
        };
    }

    /** Returns whether all after a position is still there. */
    boolean isKept(Transaction tx, LogPosition position) {
        long newest = events.position(tx);
        long oldest = events.kept(tx).map(EventLog.Kept::oldest).orElse(newest + 1);
        return position.event() >= oldest && position.event() <= newest + 1;
    }

    LogPosition newest(Transaction tx) {
        return LogPosition.after(events.position(tx));
    }
}
