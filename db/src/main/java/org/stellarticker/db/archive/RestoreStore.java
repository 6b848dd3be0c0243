package org.stellarticker.db.archive;

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.event.MarketHours;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.PairIds;
import org.stellarticker.db.work.RetryKind;

/**
 * Puts a day of trades back that the archive has. No other program can write these rows: the day is dropped, and behind the
 * retention watermark.
 */
public final class RestoreStore {

    private static final String RESTORE = Sql.of(RestoreStore.class, "restore-trades");
    private static final String MARKETS = Sql.of(RestoreStore.class, "restored-markets");

    /** The columns of the lines that {@link #restore} takes, in their order. */
    public static final List<String> COLUMNS = List.of(
            "ledger_close_time",
            "toid",
            "base_amount",
            "counter_amount",
            "price_n",
            "price_d",
            "base_offer_id",
            "counter_offer_id",
            "stored_at",
            "trade_index",
            "trade_pair_id",
            "pool_fee_bp",
            "base_is_seller",
            "ingested_from",
            "base_account",
            "counter_account",
            "liquidity_pool_id");

    private static final String COPY = "copy trade (" + String.join(", ", COLUMNS) + ") from stdin (format csv)";

    private final EventLog events = new EventLog();
    private final RestoredDayStore restored = new RestoredDayStore();

    /** Returns whether trades of a day are stored. */
    public boolean hasTrades(Transaction tx, LocalDate day) {
        return tx.get(
                "select exists (select from trade where ledger_close_time >= ? and ledger_close_time < ?) as found",
                columns -> columns.getBoolean("found"),
                ArchivedDayStore.begin(day),
                ArchivedDayStore.end(day));
    }

    /** Returns the ids of markets, named {@code CODE:ISSUER}; those that are not known get one. */
    @WrittenBy(Program.ARCHIVER)
    public List<Integer> pairIds(Transaction tx, List<String> bases, List<String> counters) {
        List<TradePair> pairs = IntStream.range(0, bases.size())
                .mapToObj(i -> new TradePair(asset(bases.get(i)), asset(counters.get(i))))
                .toList();
        Map<TradePair, Integer> ids = new PairIds().of(tx, pairs);
        return pairs.stream().map(pair -> Objects.requireNonNull(ids.get(pair))).toList();
    }

    private static Asset asset(String name) {
        int colon = name.indexOf(':');
        String issuer = name.substring(colon + 1);
        return issuer.equals(NativeAsset.XLM.issuer())
                ? NativeAsset.XLM
                : Asset.issued(name.substring(0, colon), issuer);
    }

    /**
     * Stores a day's trades from lines of comma-separated {@link #COLUMNS}, has their candles made anew and their hours audited
     * again, and reports the hours as corrected.
     *
     * @param before the last ledger of the day before, from which the audit of the first hour begins, where it is known
     * @return the number of trades
     */
    @WrittenBy(Program.ARCHIVER)
    public long restore(
            Transaction tx, LocalDate day, int version, InputStream lines, Optional<Ledger> before, Instant now) {
        tx.get("select set_config('statement_timeout', '0', true)", _ -> true);
        tx.get("select ensure_trade_partition(?)", _ -> day, day);
        tx.copyIn(COPY, lines);
        before.ifPresent(ledger -> tx.update(
                "insert into ledger (sequence, closed_at) values (?, ?) on conflict do nothing",
                ledger.sequence().value(),
                ledger.closedAt()));
        tx.updateReplanned(RESTORE, ArchivedDayStore.begin(day), ArchivedDayStore.end(day));
        restored.save(tx, day, version, now);
        requireAudit(tx, day, now);
        return report(tx, day);
    }

    private static void requireAudit(Transaction tx, LocalDate day, Instant now) {
        tx.update("""
                insert into audit_window (hour)
                select generate_series(?::timestamptz, ?::timestamptz - interval '1 hour', interval '1 hour')
                on conflict (hour) do update set state = 'pending'
                """, ArchivedDayStore.begin(day), ArchivedDayStore.end(day));
        tx.update("""
                insert into retry_task (kind, key, payload, next_at)
                select ?, to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '', ?
                from generate_series(?::timestamptz, ?::timestamptz - interval '1 hour', interval '1 hour') as hour
                on conflict (kind, key) do nothing
                """, RetryKind.AUDIT_HOUR.word(), now, ArchivedDayStore.begin(day), ArchivedDayStore.end(day));
    }

    private long report(Transaction tx, LocalDate day) {
        record Traded(MarketHours hours, long trades) {}
        List<Traded> traded = tx.listReplanned(
                MARKETS,
                columns -> new Traded(
                        MarketHours.of(
                                columns.getInt("trade_pair_id"),
                                Instant.ofEpochSecond(columns.getLong("first_second")),
                                Instant.ofEpochSecond(columns.getLong("last_second"))),
                        columns.getLong("trades")),
                ArchivedDayStore.begin(day),
                ArchivedDayStore.end(day));
        long trades = traded.stream().mapToLong(Traded::trades).sum();
        List<MarketHours> hours = traded.stream().map(Traded::hours).toList();
        if (!hours.isEmpty()) {
            events.append(
                    tx,
                    new Event(
                            EventKind.TRADES_BACKFILLED,
                            new TreeSet<>(
                                    hours.stream().map(MarketHours::pairId).toList()),
                            Optional.empty(),
                            trades + " trades of " + day + " restored from the archive",
                            List.of(),
                            hours));
        }
        return trades;
    }
}
