package org.stellarticker.marketdata.archive;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.snapshot.ArchiveReader;

/** Reads a market's rows of archived days, in the stored direction. */
final class ArchivedRows {

    /** A missing value. */
    static final String NONE = "\\N";

    private final ArchiveReader archive;

    ArchivedRows(ArchiveReader archive) {
        this.archive = archive;
    }

    /** The sums of trades, in units. */
    record Sums(BigDecimal baseAmount, BigDecimal counterAmount, long trades) {

        static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, 0);

        Sums plus(Sums other) {
            return new Sums(
                    baseAmount.add(other.baseAmount), counterAmount.add(other.counterAmount), trades + other.trades);
        }
    }

    /**
     * Sums a market's trades in a part of the days.
     *
     * @throws TooMuchArchived if these are too many days
     */
    Sums sum(ColdDays cold, TradePair stored) {
        DayParts days = DayParts.together(cold.days());
        if (days.cut()) {
            throw DayParts.refusal(cold.from());
        }
        List<String> row = archive.read(ArchiveReader.TRADES, days.parts(), 1, from ->
                        """
                select coalesce(sum(base_amount), 0), coalesce(sum(counter_amount), 0), count(*)
                from %s
                where %s
                """.formatted(from, within(stored, cold.from(), cold.coldTo())))
                .getFirst();
        return new Sums(
                new BigDecimal(row.get(0)).movePointLeft(Amount.SCALE),
                new BigDecimal(row.get(1)).movePointLeft(Amount.SCALE),
                Long.parseLong(row.get(2)));
    }

    /**
     * Lists the next trades of a market, as the store of the database does.
     *
     * @throws TooMuchArchived if there are too few in as many days as may be read
     */
    List<MarketTrade> list(ColdDays cold, TradePair stored, TradeQuery query) {
        boolean ascending = query.order() == PageOrder.ASCENDING;
        Optional<String> after = query.after()
                .map(id -> " and (toid %1$s %2$d or toid = %2$d and trade_index %1$s %3$d)"
                        .formatted(ascending ? ">" : "<", id.toid(), id.index()));
        String direction = ascending ? "" : " desc";
        DayParts days = DayParts.growing(ascending ? cold.days() : cold.days().reversed());
        List<List<String>> rows = archive.read(ArchiveReader.TRADES, days.parts(), query.most(), from -> """
                select toid, trade_index, epoch_us(ledger_close_time), base_amount, counter_amount, price_n, price_d,
                    base_is_seller, base_account, counter_account, liquidity_pool_id, base_offer_id, counter_offer_id,
                    pool_fee_bp, ingested_from, epoch_us(stored_at)
                from %s
                where %s%s
                order by toid%s, trade_index%s
                limit %d
                """.formatted(
                        from,
                        within(stored, cold.from(), cold.coldTo()),
                        after.orElse(""),
                        direction,
                        direction,
                        query.most()));
        return enough(rows, query.most(), days, cold).stream()
                .map(row -> trade(stored, row))
                .toList();
    }

    /**
     * Lists the oldest candles of an interval, made of the archive's candles of a minute.
     *
     * @param dustFrom since when candles are made with the dust floor of now
     * @throws TooMuchArchived if there are too few in as many days as may be read
     */
    List<MarketCandle> candles(ColdDays cold, TradePair stored, CandleInterval interval, int most, Instant dustFrom) {
        // An interval of more than a day has its rows in several files.
        boolean within = interval.part() != CandleInterval.DAY;
        DayParts days = within ? DayParts.growing(cold.days()) : DayParts.together(cold.days());
        List<List<String>> rows = archive.read(
                ArchiveReader.CANDLES_1M,
                days.parts(),
                most,
                from -> CandleRows.query(
                        from, within("open_time", stored, cold.from(), cold.coldTo()), interval, most));
        return enough(rows, most, days, cold).stream()
                .map(row -> CandleRows.read(row, interval, dustFrom))
                .toList();
    }

    private static List<List<String>> enough(List<List<String>> rows, int most, DayParts days, ColdDays cold) {
        if (days.cut() && rows.size() < most) {
            throw DayParts.refusal(cold.from());
        }
        return rows;
    }

    private static String within(TradePair stored, Instant from, Instant to) {
        return within("ledger_close_time", stored, from, to);
    }

    private static String within(String time, TradePair stored, Instant from, Instant to) {
        return "market = '%1$s/%2$s' and %5$s >= timestamptz '%3$s' and %5$s < timestamptz '%4$s'"
                .formatted(name(stored.base()), name(stored.counter()), from, to, time);
    }

    /** Returns {@code CODE:ISSUER}; both have letters and digits only. */
    private static String name(Asset asset) {
        return asset.code() + ":" + asset.issuer();
    }

    private static MarketTrade trade(TradePair stored, List<String> row) {
        String pool = row.get(10);
        return new MarketTrade(
                new Trade(
                        new TradeId(Long.parseLong(row.get(0)), Integer.parseInt(row.get(1))),
                        micros(row.get(2)),
                        side(stored.base(), row.get(3), row.get(8), row.get(11), pool),
                        side(stored.counter(), row.get(4), row.get(9), row.get(12), pool),
                        new Price(Long.parseLong(row.get(5)), Long.parseLong(row.get(6))),
                        Boolean.parseBoolean(row.get(7)),
                        row.get(13).equals(NONE) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(row.get(13)))),
                TradeSource.of(row.get(14)),
                micros(row.get(15)));
    }

    private static TradeSide side(Asset asset, String amount, String account, String offer, String pool) {
        TradeParty party = account.equals(NONE)
                ? new TradeParty.PoolParty(pool)
                : new TradeParty.OfferParty(
                        new AccountId(account),
                        offer.equals(NONE) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(offer)));
        return new TradeSide(asset, new Amount(Long.parseLong(amount)), party);
    }

    private static Instant micros(String value) {
        return Instant.EPOCH.plus(Long.parseLong(value), ChronoUnit.MICROS);
    }
}
