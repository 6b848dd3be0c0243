package org.stellarticker.e2e.oracle;

import static java.util.stream.Collectors.groupingBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.PoolParty;

/** Computes what listing sites get, from raw trades, in decimals of 40 digits. */
public final class OracleListing {

    private static final MathContext PRECISION = new MathContext(40);

    private final List<Trade> trades;
    private final Instant at;
    private final long dustFloor;

    /**
     * Makes a listing.
     *
     * @param trades all trades, in any order
     * @param quotes the most wanted quote first; XLM follows
     * @param dustFloor in stroops; a trade is dust when one of its amounts is below it
     */
    public OracleListing(List<Trade> trades, Instant at, List<Asset> quotes, long dustFloor) {
        this.at = at;
        this.dustFloor = dustFloor;
        this.trades = trades.stream()
                .map(trade -> quoted(trade, quotes))
                .sorted(Comparator.comparing(Trade::id))
                .toList();
    }

    /** 24 hours of a market or a venue; prices are quote per base. Empty prices: nothing but dust in 24 hours. */
    public record Values(
            BigDecimal baseVolume,
            BigDecimal quoteVolume,
            Optional<BigDecimal> open,
            Optional<BigDecimal> high,
            Optional<BigDecimal> low,
            Optional<BigDecimal> close) {}

    /** Returns the listed markets: those of two valid assets with more than dust in 7 days. */
    public Map<TradePair, Values> markets(Predicate<Asset> valid) {
        var markets = new HashMap<TradePair, Values>();
        listed(valid).forEach((pair, week) -> {
            Values day = values(within(week, Duration.ofDays(1)));
            Optional<BigDecimal> last = week.stream()
                    .filter(trade -> !isDust(trade))
                    .reduce((_, later) -> later)
                    .map(OracleListing::price);
            markets.put(
                    pair,
                    new Values(
                            day.baseVolume(),
                            day.quoteVolume(),
                            day.open().or(() -> last),
                            day.high().or(() -> last),
                            day.low().or(() -> last),
                            day.close().or(() -> last)));
        });
        return markets;
    }

    /** Returns what each venue of the listed markets traded in 24 hours, by pool id; the order book's id is empty. */
    public Map<TradePair, Map<String, Values>> venues(Predicate<Asset> valid) {
        var venues = new HashMap<TradePair, Map<String, Values>>();
        listed(valid).forEach((pair, week) -> {
            var byPool = new HashMap<String, Values>();
            within(week, Duration.ofDays(1)).stream()
                    .collect(groupingBy(OracleListing::pool))
                    .forEach((pool, members) -> byPool.put(pool, values(members)));
            venues.put(pair, byPool);
        });
        return venues;
    }

    private Map<TradePair, List<Trade>> listed(Predicate<Asset> valid) {
        Map<TradePair, List<Trade>> byMarket = within(trades, Duration.ofDays(7)).stream()
                .filter(trade -> valid.test(trade.base().asset())
                        && valid.test(trade.counter().asset()))
                .collect(groupingBy(Trade::pair));
        byMarket.values().removeIf(members -> members.stream().allMatch(this::isDust));
        return byMarket;
    }

    /**
     * Returns the dollars of one unit: the VWAP of the last minute before the instant with more than dust, of the asset in
     * XLM and of XLM in the dollar.
     */
    public Optional<BigDecimal> dollars(Asset asset, Asset dollar) {
        if (asset.equals(dollar)) {
            return Optional.of(BigDecimal.ONE);
        }
        Optional<BigDecimal> xlm = rate(NativeAsset.XLM, dollar);
        return asset.equals(NativeAsset.XLM)
                ? xlm
                : xlm.flatMap(inDollars -> rate(asset, NativeAsset.XLM).map(inDollars::multiply));
    }

    private Optional<BigDecimal> rate(Asset from, Asset to) {
        List<Trade> finished = trades.stream()
                .filter(trade -> trade.ledgerCloseTime().isBefore(at.minusSeconds(at.getEpochSecond() % 60)))
                .map(trade -> trade.base().asset().equals(from) ? trade : trade.turned())
                .filter(trade -> trade.pair().equals(new TradePair(from, to)))
                .toList();
        return finished.stream()
                .filter(trade -> !isDust(trade))
                .map(OracleListing::minute)
                .max(Comparator.naturalOrder())
                .map(last ->
                        finished.stream().filter(trade -> minute(trade) == last).toList())
                .map(minute -> sum(minute, trade -> trade.counter().amount())
                        .divide(sum(minute, trade -> trade.base().amount()), PRECISION));
    }

    private static long minute(Trade trade) {
        return trade.ledgerCloseTime().getEpochSecond() / 60;
    }

    private List<Trade> within(List<Trade> some, Duration window) {
        return some.stream()
                .filter(trade -> trade.ledgerCloseTime().isAfter(at.minus(window)))
                .toList();
    }

    private Values values(List<Trade> members) {
        List<BigDecimal> prices = members.stream()
                .filter(trade -> !isDust(trade))
                .map(OracleListing::price)
                .toList();
        return new Values(
                sum(members, trade -> trade.base().amount()),
                sum(members, trade -> trade.counter().amount()),
                prices.stream().findFirst(),
                prices.stream().max(Comparator.naturalOrder()),
                prices.stream().min(Comparator.naturalOrder()),
                prices.stream().reduce((_, later) -> later));
    }

    private static BigDecimal sum(List<Trade> members, Function<Trade, Amount> amount) {
        return members.stream().map(amount).map(Amount::units).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal price(Trade trade) {
        return BigDecimal.valueOf(trade.price().n())
                .divide(BigDecimal.valueOf(trade.price().d()), PRECISION);
    }

    private boolean isDust(Trade trade) {
        return Math.min(
                        trade.base().amount().stroops(),
                        trade.counter().amount().stroops())
                < dustFloor;
    }

    private static String pool(Trade trade) {
        if (trade.base().party() instanceof PoolParty(String id)) {
            return id;
        }
        return trade.counter().party() instanceof PoolParty(String id) ? id : "";
    }

    /** The trade with its quote as counter. */
    private static Trade quoted(Trade trade, List<Asset> quotes) {
        Trade stored = trade.normalised();
        int base = rank(stored.base().asset(), quotes);
        int counter = rank(stored.counter().asset(), quotes);
        return base < counter ? stored.turned() : stored;
    }

    private static int rank(Asset asset, List<Asset> quotes) {
        int rank = quotes.indexOf(asset);
        if (rank >= 0) {
            return rank;
        }
        return asset.equals(NativeAsset.XLM) ? quotes.size() : quotes.size() + 1;
    }
}
