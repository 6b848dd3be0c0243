package org.stellarticker.sandbox.horizon;

import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.horizon.json.TradeJson;
import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.journal.Side;
import org.stellarticker.sandbox.journal.StoredTrade;
import org.stellarticker.sandbox.journal.TradeVisitor;

/**
 * Lists {@code /trades}: all, or those of a market, type, offer or pool; a market may be requested in either
 * orientation.
 */
final class TradeListing implements Listing {

    /** Decides which trades belong to a list. */
    @FunctionalInterface
    private interface Filter {
        boolean takes(StoredTrade trade);
    }

    /** The numbers of a market's two assets. */
    private record Market(int base, int counter) {

        boolean takes(StoredTrade trade) {
            int tradeBase = trade.asset(Side.BASE);
            int tradeCounter = trade.asset(Side.COUNTER);
            return (tradeBase == base && tradeCounter == counter) || (tradeBase == counter && tradeCounter == base);
        }
    }

    private final TradeJson json;
    private final Filter filter;
    private final OptionalInt base;

    private TradeListing(TradeJson json, Filter filter, OptionalInt base) {
        this.json = json;
        this.filter = filter;
        this.base = base;
    }

    /**
     * Reads the request.
     *
     * @throws Problem when a filter is not valid, or names an asset that was never traded
     */
    static TradeListing read(Query query, AssetDirectory assets, AssetParameters parameters, TradeJson json) {
        Optional<Asset> base = parameters.find(query, "base");
        Optional<Asset> counter = parameters.find(query, "counter");
        if (base.isPresent() != counter.isPresent()) {
            throw Problem.invalidField(
                    "base_asset_type,counter_asset_type",
                    "this endpoint supports asset pairs but only one asset supplied");
        }
        Filter type = type(query);
        Filter offer = offer(query);
        Filter others = trade -> type.takes(trade) && offer.takes(trade);
        if (base.isEmpty() || counter.isEmpty()) {
            return new TradeListing(json, others, OptionalInt.empty());
        }
        var market = new Market(number(assets, base.get()), number(assets, counter.get()));
        return new TradeListing(
                json, trade -> market.takes(trade) && others.takes(trade), OptionalInt.of(market.base()));
    }

    /** Returns the trades of one pool. */
    static TradeListing of(PoolId pool, TradeJson json) {
        return new TradeListing(
                json,
                trade -> (trade.isPool(Side.BASE) && trade.poolId(Side.BASE).equals(pool))
                        || (trade.isPool(Side.COUNTER)
                                && trade.poolId(Side.COUNTER).equals(pool)),
                OptionalInt.empty());
    }

    private static int number(AssetDirectory assets, Asset asset) {
        return assets.find(asset).orElseThrow(Problem::notFound);
    }

    private static Filter type(Query query) {
        return switch (query.find("trade_type").orElse("all")) {
            case "all" -> trade -> true;
            case "orderbook" -> trade -> !trade.isPoolTrade();
            case "liquidity_pool" -> StoredTrade::isPoolTrade;
            default -> throw Problem.invalidField("trade_type", "Trade type must be all, orderbook, or liquidity_pool");
        };
    }

    private static Filter offer(Query query) {
        Optional<String> given = query.find("offer_id");
        if (given.isEmpty()) {
            return trade -> true;
        }
        try {
            long offer = Long.parseLong(given.get());
            if (offer > 0) {
                return trade -> takes(trade, Side.BASE, offer) || takes(trade, Side.COUNTER, offer);
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, in Horizon's words.
        }
        throw Problem.invalidField("offer_id", "Offer ID must be an integer higher than 0");
    }

    private static boolean takes(StoredTrade trade, Side side, long offer) {
        return !trade.isPool(side) && trade.offerId(side) == offer;
    }

    @Override
    public void list(JournalView view, PageQuery page, RecordSink sink) {
        HistoryCursor cursor = HistoryCursor.of(page, view);
        TradeVisitor visitor = trade -> {
            if (!filter.takes(trade)) {
                return true;
            }
            // As recorded, unless the market was requested in the other orientation.
            Side shownAsBase = base.isPresent() && trade.asset(Side.BASE) != base.getAsInt() ? Side.COUNTER : Side.BASE;
            return sink.record(trade.toid() + "-" + trade.index(), to -> json.write(to, trade, shownAsBase));
        };
        if (page.order() == Order.ASC) {
            view.ascend(cursor.toid(), cursor.index(), visitor);
        } else {
            view.descend(cursor.toid(), cursor.index(), visitor);
        }
    }
}
