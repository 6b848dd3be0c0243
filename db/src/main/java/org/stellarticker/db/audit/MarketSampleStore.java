package org.stellarticker.db.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;

/** Keeps which hours of single markets were compared with Horizon's aggregations, and the results. */
public final class MarketSampleStore {

    /** The time until a market's hour that disagrees is compared again. */
    private static final Duration REVALIDATE_AFTER = Duration.ofHours(6);

    private static final String FIND_SAMPLE = Sql.of(MarketSampleStore.class, "find-sample");
    private static final String FIND_UNVERIFIED = Sql.of(MarketSampleStore.class, "find-unverified");
    private static final String LIST_SUMS = Sql.of(MarketSampleStore.class, "list-sums");

    /** Finds the next day to compare, so that each day of each market gets its turn; its hour is the day's first. */
    public Optional<MarketSample> findNext(Transaction tx) {
        return tx.find(FIND_SAMPLE, MarketSampleStore::sample);
    }

    /** Finds an hour to compare again because it did not agree. */
    public Optional<MarketSample> findUnverified(Transaction tx, Instant now) {
        return tx.find(FIND_UNVERIFIED, MarketSampleStore::sample, now.minus(REVALIDATE_AFTER));
    }

    private static MarketSample sample(ResultSet columns) throws SQLException {
        return new MarketSample(
                columns.getInt("trade_pair_id"),
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                Columns.instant(columns, "hour"),
                columns.getInt("hours"));
    }

    /**
     * Saves that a market's day was compared.
     *
     * @param hours how many of its hours were compared; 0 when Horizon did not answer
     */
    @WrittenBy(Program.INGESTER)
    public void saveTurn(Transaction tx, int pairId, Instant day, int hours, Instant at) {
        tx.update("""
                insert into audit_market_day (day, trade_pair_id, hours, sampled_at)
                values (?, ?, ?, ?)
                on conflict (day, trade_pair_id) do update
                set hours = excluded.hours, sampled_at = excluded.sampled_at
                """, day, pairId, hours, at);
    }

    /** Counts the days of markets that were compared. */
    public long countTurns(Transaction tx) {
        return tx.get("select count(*) from audit_market_day where hours > 0", columns -> columns.getLong(1));
    }

    /** Lists the stored sums of a market in each agreed hour, oldest first; {@code to} is exclusive. */
    public List<MarketSums> listSums(Transaction tx, int pairId, Instant from, Instant to) {
        return tx.listReplanned(
                LIST_SUMS,
                columns -> new MarketSums(
                        Columns.instant(columns, "hour"),
                        columns.getLong("trade_count"),
                        columns.getBigDecimal("base_amount"),
                        columns.getBigDecimal("counter_amount"),
                        Columns.findText(columns, "state").map(AuditState::of),
                        columns.getBoolean("read_since")),
                pairId,
                from,
                to,
                pairId,
                from,
                to);
    }

    /** Lists a market's trades with pools in an hour whose amounts are at most these, in stroops. */
    public List<PoolAmounts> listPoolTrades(
            Transaction tx, int pairId, Instant hour, long mostBase, long mostCounter, int most) {
        return tx.listReplanned(
                """
                select base_amount, counter_amount
                from trade
                where trade_pair_id = ?
                    and ledger_close_time >= ?
                    and ledger_close_time < ?::timestamptz + interval '1 hour'
                    and liquidity_pool_id is not null
                    and base_amount <= ?
                    and counter_amount <= ?
                order by base_amount desc, counter_amount desc
                limit ?
                """,
                columns -> new PoolAmounts(columns.getLong("base_amount"), columns.getLong("counter_amount")),
                pairId,
                hour,
                hour,
                mostBase,
                mostCounter,
                most);
    }

    /**
     * Saves the result of comparing a market's hour.
     *
     * @param reason the values that differ; empty when it agrees
     */
    @WrittenBy(Program.INGESTER)
    public void save(Transaction tx, int pairId, Instant hour, AuditState state, String reason, Instant at) {
        tx.update("""
                insert into audit_market_window (hour, trade_pair_id, state, evidence, reason, checked_at)
                values (?, ?, ?, '{aggregations}', ?, ?)
                on conflict (hour, trade_pair_id) do update
                set state = excluded.state, reason = excluded.reason, checked_at = excluded.checked_at
                """, hour, pairId, state.word(), reason, at);
    }

    /** Deletes a market's result for an hour; the hour's result counts for it again. */
    @WrittenBy(Program.INGESTER)
    public void forget(Transaction tx, int pairId, Instant hour) {
        tx.update("delete from audit_market_window where hour = ? and trade_pair_id = ?", hour, pairId);
    }
}
