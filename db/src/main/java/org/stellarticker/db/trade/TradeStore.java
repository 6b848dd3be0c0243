package org.stellarticker.db.trade;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.partitioningBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Database;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.event.MarketHours;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;

/** Stores and lists trades and their ledgers. Safe for use by many threads. */
public final class TradeStore {

    /** The signal that trades were stored. */
    public static final String STORED = "trades_stored";

    private static final String INSERT = Sql.of(TradeStore.class, "insert", TradeColumns.PARTS);
    private static final String SETTLE = Sql.of(TradeStore.class, "settle", TradeColumns.PARTS);
    private static final String SET_ASIDE = Sql.of(TradeStore.class, "set-aside", TradeColumns.PARTS);
    private static final String RECORD_CONFLICT = Sql.of(TradeStore.class, "record-conflict");
    private static final String STORED_BEFORE = Sql.of(TradeStore.class, "stored-before");
    private static final String LIST = Sql.of(TradeStore.class, "list", Map.of("row", TradeRow.SQL));

    private final RejectedTradeStore rejected;
    private final PartitionStore partitions;
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final PairIds pairIds = new PairIds();

    /** Creates a store for reading, which rejects nothing. */
    public TradeStore(Database database) {
        this(database, "");
    }

    /** @param build of the program that reads records and stores them as trades */
    public TradeStore(Database database, String build) {
        this.rejected = new RejectedTradeStore(build);
        this.partitions = new PartitionStore(database);
    }

    /**
     * Stores the new ones of the trades with their new ledgers, assets and pairs, and marks their market-minutes as changed.
     * Missing partitions are created before, in transactions of their own, which needs a second connection.
     *
     * <p>Trades that closed before the {@link RetentionWatermark} are {@link #reject rejected}: the other trades of their
     * minutes are dropped, and candles made anew from these alone would be wrong.
     *
     * <p>A trade, or a ledger's close time, that is received with other values than stored is a {@link TradeConflict}: both
     * versions are recorded. A page's version replaces the stream's; otherwise the stored one stays.
     *
     * @param trades of any ledgers, in any order and orientation; about 2,000 at once are stored fastest
     */
    @WrittenBy(Program.INGESTER)
    public StoredTrades insert(Transaction tx, List<Trade> trades, TradeSource source) {
        List<Trade> taken = withoutExpired(tx, inOrder(trades), source);
        if (taken.isEmpty()) {
            return StoredTrades.NONE;
        }
        partitions.ensure(taken.stream()
                .map(trade -> PartitionStore.dayOf(trade.ledgerCloseTime()))
                .distinct()
                .toList());
        var pairs = pairIds.of(tx, taken.stream().map(Trade::pair).distinct().toList());
        var ledgers = new LedgerTimes(tx, taken, source);
        ledgers.store();
        var conflicts = new ArrayList<>(ledgers.conflicts());
        var misdated = taken.stream().filter(trade -> !ledgers.agree(trade)).toList();
        if (!misdated.isEmpty()) {
            conflicts.addAll(conflicts(tx, SET_ASIDE, TradeColumns.parameters(misdated, pairs, source)));
        }
        var batch = Batch.of(taken.stream().filter(ledgers::agree).toList());
        var stored = insert(tx, batch.first, pairs, source);
        if (stored.count() < batch.first.size()) {
            conflicts.addAll(conflicts(tx, SETTLE, TradeColumns.parameters(batch.first, pairs, source)));
        }
        for (Trade again : batch.again) {
            conflicts.addAll(conflicts(tx, SETTLE, TradeColumns.parameters(List.of(again), pairs, source)));
        }
        if (stored.count() > 0 || !conflicts.isEmpty()) {
            tx.get("select pg_notify(?, '')", _ -> true, STORED);
        }
        // Only then may one of the trades have been stored before.
        boolean moved = stored.count() > 0 && (source == TradeSource.REPAIR || !conflicts.isEmpty());
        return stored.with(conflicts).again(moved ? storedBefore(tx, stored.trades()) : List.of());
    }

    private static StoredTrades insert(
            Transaction tx, List<Trade> batch, Map<TradePair, Integer> pairIds, TradeSource source) {
        @Nullable Object[] sent = TradeColumns.parameters(batch, pairIds, source);
        @Nullable Object[] parameters = Arrays.copyOf(sent, sent.length + 1);
        parameters[sent.length] = batch.size();
        return tx.get(
                INSERT,
                columns -> columns.getBoolean("partly") ? StoredTrades.some(columns) : StoredTrades.all(batch, pairIds),
                parameters);
    }

    /** Lists those of the trades that were deleted because their ledger got another close time. */
    private static List<TradeId> storedBefore(Transaction tx, List<TradeId> trades) {
        return tx.listReplanned(
                STORED_BEFORE,
                columns -> new TradeId(columns.getLong("toid"), columns.getInt("trade_index")),
                trades.stream().mapToLong(TradeId::toid).toArray(),
                trades.stream().mapToInt(TradeId::index).toArray());
    }

    /** The first version of each trade of a call, and further versions with other values. */
    private record Batch(List<Trade> first, List<Trade> again) {

        static Batch of(List<Trade> trades) {
            var byId = new LinkedHashMap<TradeId, Trade>();
            var again = new ArrayList<Trade>();
            for (Trade trade : trades) {
                Trade first = byId.putIfAbsent(trade.id(), trade);
                if (first != null && !first.equals(trade)) {
                    again.add(trade);
                }
            }
            return new Batch(List.copyOf(byId.values()), again);
        }
    }

    private static List<Trade> inOrder(List<Trade> trades) {
        return trades.stream()
                .map(Trade::normalised)
                .sorted(comparing(Trade::id))
                .toList();
    }

    private static List<TradeConflict> conflicts(Transaction tx, String statement, @Nullable Object[] parameters) {
        return tx.listReplanned(statement, TradeStore::conflict, parameters);
    }

    static TradeConflict conflict(ResultSet columns) throws SQLException {
        var id = new TradeId(columns.getLong("toid"), columns.getInt("trade_index"));
        if (!columns.getBoolean("replaced")) {
            return TradeConflict.kept(id);
        }
        Instant closedAt = Columns.instant(columns, "ledger_close_time");
        Integer[] markets = (Integer[]) columns.getArray("markets").getArray();
        return new TradeConflict(
                id,
                /* replaced= */ true,
                MarketHours.merged(Arrays.stream(markets)
                        .map(market -> MarketHours.of(market, closedAt, closedAt))
                        .toList()));
    }

    private List<Trade> withoutExpired(Transaction tx, List<Trade> trades, TradeSource source) {
        Optional<Instant> before = watermark.lockShared(tx);
        if (before.isEmpty()) {
            return trades;
        }
        var expired = trades.stream()
                .collect(partitioningBy(trade -> trade.ledgerCloseTime().isBefore(before.get())));
        String reason =
                "ledger_close_time: expected " + before.get() + " or later, as trades are kept no longer, found ";
        for (Trade late : expired.getOrDefault(true, List.of())) {
            rejected.keepLate(
                    tx,
                    new RejectedTrade(
                            Optional.of(late.id().token()), late.toString(), reason + late.ledgerCloseTime(), source));
        }
        return expired.getOrDefault(false, List.of());
    }

    /**
     * Records as conflicts that Horizon's ledger has another close time than its stored trades, which stay.
     *
     * @return the new conflicts
     */
    @WrittenBy(Program.INGESTER)
    public List<TradeConflict> recordConflict(Transaction tx, Ledger stored, Instant receivedAt) {
        return tx.listReplanned(
                RECORD_CONFLICT,
                TradeStore::conflict,
                receivedAt,
                stored.closedAt(),
                stored.sequence().value(),
                stored.sequence().value());
    }

    /**
     * Gives a ledger its own close time. Its trades are deleted, to be stored again, and recorded as conflicts.
     */
    @WrittenBy(Program.INGESTER)
    public List<TradeConflict> moveLedger(Transaction tx, Ledger stored, Instant receivedAt, TradeSource source) {
        return LedgerTimes.move(tx, stored, receivedAt, source);
    }

    /**
     * Saves a record that could not be read, once however often it comes.
     *
     * @param near lies in the hour that decides about a record without a position, until the audit reads the record itself
     * @return whether the record is new
     */
    @WrittenBy(Program.INGESTER)
    public boolean reject(Transaction tx, RejectedTrade unreadable, Instant near) {
        boolean isNew = rejected.keepUnreadable(tx, unreadable);
        if (isNew && unreadable.token().isEmpty()) {
            rejected.setHour(tx, unreadable, near.truncatedTo(ChronoUnit.HOURS));
        }
        return isNew;
    }

    /** Saves a record that could not be read and that the audit counts against an hour. */
    @WrittenBy(Program.INGESTER)
    public void rejectInHour(Transaction tx, RejectedTrade unreadable, Instant hour) {
        rejected.keepUnreadable(tx, unreadable);
        rejected.setHour(tx, unreadable, hour);
    }

    /**
     * Deletes the rejected records of trades that can be read now, stored or not.
     *
     * @return the decided hours that the audit counted the records against
     */
    @WrittenBy(Program.INGESTER)
    public List<Instant> resolve(Transaction tx, List<Trade> read) {
        return read.isEmpty()
                ? List.of()
                : rejected.resolve(tx, read.stream().map(Trade::id).toList());
    }

    /**
     * Deletes conflicts that came before an instant, and the oldest beyond a number.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteConflicts(Transaction tx, Instant before, int most) {
        return tx.update("""
                delete from trade_conflict
                where received_at < ?
                    or trade_conflict_id <= (
                        select trade_conflict_id
                        from trade_conflict
                        order by trade_conflict_id desc
                        offset ?
                        limit 1
                    )
                """, before, most);
    }

    /** Lists the trades of a time range in the order of their ids; {@code from} is inclusive, {@code to} exclusive. */
    public List<Trade> list(Transaction tx, Instant from, Instant to) {
        return tx.listReplanned(LIST, TradeRow::read, from, to);
    }
}
