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

/** The hours of single markets that are held against Horizon's own sums, and what came of it. */
public final class MarketSampleStore {

    /** After which a market's hour that disagrees is looked at again. */
    private static final Duration REVALIDATE_AFTER = Duration.ofHours(6);

    private static final String FIND_SAMPLE = Sql.of(MarketSampleStore.class, "find-sample");
    private static final String FIND_UNVERIFIED = Sql.of(MarketSampleStore.class, "find-unverified");
    private static final String LIST_SUMS = Sql.of(MarketSampleStore.class, "list-sums");

    /** The next to look at, so that each day of each market has its turn; its hour is the day's first. */
    public Optional<MarketSample> findNext(Transaction tx) {
        return tx.find(FIND_SAMPLE, MarketSampleStore::sample);
    }

    /** One to look at again, since it did not agree. */
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
     * A market's day had its turn.
     *
     * @param hours so many of its hours are looked at; 0 when Horizon did not answer
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

    /** How many markets' days had their turn. */
    public long countTurns(Transaction tx) {
        return tx.get("select count(*) from audit_market_day where hours > 0", columns -> columns.getLong(1));
    }

    /** What is stored of a market in each hour that agrees, oldest first; {@code to} exclusive. */
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

    /** A market's trades with pools in an hour, as far as no amount is above these, in stroops. */
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
     * Keeps what came of a look at a market's hour.
     *
     * @param reason the figures that differ; empty when it agrees
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

    /** Nothing can be said of a market's hour but what is said of all markets'. */
    @WrittenBy(Program.INGESTER)
    public void forget(Transaction tx, int pairId, Instant hour) {
        tx.update("delete from audit_market_window where hour = ? and trade_pair_id = ?", hour, pairId);
    }
}
