package org.stellarticker.db.trade;

import static java.util.stream.Collectors.partitioningBy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Database;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.TradeSeal;

/** Trades and their ledgers. Safe for use by many threads. */
public final class TradeStore {

    /** The signal that trades were stored. */
    public static final String STORED = "trades_stored";

    private static final String INSERT = Sql.of(TradeStore.class, "insert");
    private static final String DIFFERING = Sql.of(TradeStore.class, "differing");
    private static final String LIST = Sql.of(TradeStore.class, "list");

    private final PartitionStore partitions;
    private final TradeSeal seal = new TradeSeal();
    private final PairIds pairIds = new PairIds();

    public TradeStore(Database database) {
        this.partitions = new PartitionStore(database);
    }

    /**
     * Stores those of the trades that are not yet stored, with their ledgers, assets and pairs as far as these are new,
     * and marks their market-minutes as changed. Partitions that are missing are made before, in transactions of their
     * own, which needs a second connection.
     *
     * <p>Trades closed before the {@link TradeSeal} are not stored but {@link #reject rejected}: the others of their
     * minutes are gone, and their candles, which would be made anew of these alone, are right without them.
     *
     * @param trades of any ledgers, in any order and orientation; about 2,000 at once are stored fastest
     * @return how many were new
     * @throws TradeConflict when a trade or a ledger is stored with other values; roll back then
     */
    @WrittenBy(Program.INGESTER)
    public int insert(Transaction tx, List<Trade> trades, TradeSource source) {
        if (trades.isEmpty()) {
            return 0;
        }
        List<Trade> normalised = withoutSealed(tx, distinct(trades), source).stream()
                .map(Trade::normalised)
                .toList();
        if (normalised.isEmpty()) {
            return 0;
        }
        partitions.ensure(normalised.stream()
                .map(trade -> PartitionStore.dayOf(trade.ledgerCloseTime()))
                .distinct()
                .toList());
        var ids = pairIds.of(tx, normalised.stream().map(Trade::pair).distinct().toList());
        insertLedgers(tx, normalised);
        return insertTrades(tx, new TradeColumns(normalised, ids), source);
    }

    /** In their order, each once. */
    private static Collection<Trade> distinct(List<Trade> trades) {
        var byId = new TreeMap<TradeId, Trade>();
        for (Trade trade : trades) {
            Trade other = byId.putIfAbsent(trade.id(), trade);
            if (other != null && !other.normalised().equals(trade.normalised())) {
                throw new TradeConflict("trade " + trade.id() + ": told twice at once with different values");
            }
        }
        return byId.values();
    }

    private Collection<Trade> withoutSealed(Transaction tx, Collection<Trade> trades, TradeSource source) {
        Optional<Instant> before = seal.hold(tx);
        if (before.isEmpty()) {
            return trades;
        }
        var sealed = trades.stream()
                .collect(partitioningBy(trade -> trade.ledgerCloseTime().isBefore(before.get())));
        String reason =
                "ledger_close_time: expected " + before.get() + " or later, as trades are kept no longer, found ";
        for (Trade late : sealed.getOrDefault(true, List.of())) {
            reject(
                    tx,
                    new RejectedTrade(
                            Optional.of(late.id().token()), late.toString(), reason + late.ledgerCloseTime(), source));
        }
        return sealed.getOrDefault(false, List.of());
    }

    private static int insertTrades(Transaction tx, TradeColumns columns, TradeSource source) {
        @Nullable Object[] all = columns.all();
        @Nullable Object[] parameters = java.util.Arrays.copyOf(all, all.length + 1);
        parameters[all.length] = source.letter();
        int stored = tx.get(INSERT, count -> count.getInt(1), parameters);
        if (stored < columns.toids.length) {
            tx.find(DIFFERING, found -> new TradeId(found.getLong(1), found.getInt(2)), all)
                    .ifPresent(id -> {
                        throw new TradeConflict("trade " + id + ": is stored with other values than now told");
                    });
        }
        if (stored > 0) {
            tx.get("select pg_notify(?, '')", _ -> true, STORED);
        }
        return stored;
    }

    private static void insertLedgers(Transaction tx, List<Trade> trades) {
        // In one order everywhere, so that two transactions that insert the same never wait for each other in a circle.
        var closeTimes = new TreeMap<LedgerSequence, Instant>();
        for (Trade trade : trades) {
            LedgerSequence ledger = trade.id().ledger();
            Instant before = closeTimes.putIfAbsent(ledger, trade.ledgerCloseTime());
            if (before != null && !before.equals(trade.ledgerCloseTime())) {
                throw twoCloseTimes(ledger, before, trade.ledgerCloseTime());
            }
        }
        long[] sequences =
                closeTimes.keySet().stream().mapToLong(LedgerSequence::value).toArray();
        long[] micros =
                closeTimes.values().stream().mapToLong(TradeColumns::micros).toArray();
        int inserted = tx.update("""
                insert into ledger (sequence, closed_at)
                select sequence, timestamptz 'epoch' + micros * interval '1 microsecond'
                from unnest(?::bigint[], ?::bigint[]) as told (sequence, micros)
                on conflict do nothing
                """, sequences, micros);
        if (inserted < sequences.length) {
            checkLedgers(tx, sequences, micros);
        }
    }

    private static void checkLedgers(Transaction tx, long[] sequences, long[] micros) {
        tx.find(
                        """
                        select sequence, closed_at, told_at
                        from unnest(?::bigint[], ?::bigint[]) as told (sequence, micros)
                        cross join lateral (select timestamptz 'epoch' + micros * interval '1 microsecond' as told_at) as told_time
                        join ledger using (sequence)
                        where closed_at <> told_at
                        order by sequence
                        limit 1
                        """,
                        columns -> twoCloseTimes(
                                new LedgerSequence(columns.getLong("sequence")),
                                Columns.instant(columns, "closed_at"),
                                Columns.instant(columns, "told_at")),
                        sequences,
                        micros)
                .ifPresent(conflict -> {
                    throw conflict;
                });
    }

    private static TradeConflict twoCloseTimes(LedgerSequence ledger, Instant one, Instant other) {
        return new TradeConflict("ledger " + ledger + ": closed at " + one + ", and now told at " + other);
    }

    /**
     * Keeps a record that could not be read, once however often it comes.
     *
     * @return whether it was not kept before
     */
    @WrittenBy(Program.INGESTER)
    public boolean reject(Transaction tx, RejectedTrade rejected) {
        return tx.update(
                        """
                        insert into rejected_trade (paging_token, body, reason, source)
                        values (?, ?, ?, ?::"char")
                        on conflict (md5(body)) do nothing
                        """,
                        rejected.token().map(token -> storable(token.value())),
                        storable(rejected.body()),
                        storable(rejected.reason()),
                        rejected.source().letter())
                > 0;
    }

    /** PostgreSQL's text holds every character but NUL; what could not be read may hold that, too. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /**
     * Forgets records that could not be read: those of before an instant, and the oldest beyond a number.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteRejected(Transaction tx, Instant before, int most) {
        return tx.update("""
                delete from rejected_trade
                where rejected_at < ?
                    or rejected_trade_id <= (
                        select rejected_trade_id
                        from rejected_trade
                        order by rejected_trade_id desc
                        offset ?
                        limit 1
                    )
                """, before, most);
    }

    /** The trades of a stretch of time in the order of their ids; {@code from} inclusive, {@code to} exclusive. */
    public List<Trade> list(Transaction tx, Instant from, Instant to) {
        return tx.listPlanned(LIST, TradeRow::read, from, to);
    }
}
