package org.stellarticker.sandbox.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Level;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.network.AssetState;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.PoolState;
import org.stellarticker.sandbox.network.TomlFile;

/** The simulated state with the exchange's books in its markets. */
final class ExchangeState implements NetworkState {

    /** As many as Horizon shows. */
    private static final int LEVELS = 200;

    private static final long TIMEOUT_MILLIS = 1_000;

    private final NetworkState simulated;
    private final ExchangeClient client;
    private final Map<TradePair, ExchangeMarket> markets = new HashMap<>();
    /** The last book of each instrument. While the exchange is away, nothing in its books changes. */
    private final Map<Integer, OrderBookState> known = new ConcurrentHashMap<>();

    ExchangeState(NetworkState simulated, ExchangeClient client, List<ExchangeMarket> markets) {
        this.simulated = simulated;
        this.client = client;
        markets.forEach(market -> this.markets.put(ExchangeMarket.pair(market.instrument()), market));
    }

    @Override
    public OrderBookState orderBook(Asset selling, Asset buying) {
        if (selling.equals(buying)) {
            return simulated.orderBook(selling, buying);
        }
        ExchangeMarket market = markets.get(TradePair.normalised(selling, buying));
        if (market == null) {
            return simulated.orderBook(selling, buying);
        }
        OrderBookState book = book(market);
        return market.instrument().base().equals(selling) ? book : book.turned();
    }

    private OrderBookState book(ExchangeMarket market) {
        int number = market.instrument().number();
        try {
            Depth depth = client.depth(number, LEVELS).get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            var book = new OrderBookState(bids(market, depth), asks(market, depth));
            known.put(number, book);
            return book;
        } catch (ExecutionException | TimeoutException away) {
            return known.getOrDefault(number, OrderBookState.EMPTY);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return known.getOrDefault(number, OrderBookState.EMPTY);
        }
    }

    private static List<OrderBookState.Level> asks(ExchangeMarket market, Depth depth) {
        return depth.asks().stream()
                .map(level -> new OrderBookState.Level(market.price(level.price()), level.amount()))
                .toList();
    }

    /** A bid's amount is in what it offers, the counter. */
    private static List<OrderBookState.Level> bids(ExchangeMarket market, Depth depth) {
        return depth.bids().stream().map(level -> bid(market, level)).toList();
    }

    private static OrderBookState.Level bid(ExchangeMarket market, Level level) {
        return new OrderBookState.Level(
                market.price(level.price()), market.counterAmount(level.amount(), level.price()));
    }

    @Override
    public List<AssetState> assets() {
        return simulated.assets();
    }

    @Override
    public List<PoolState> pools() {
        return simulated.pools();
    }

    @Override
    public Optional<PoolState> findPool(PoolId id) {
        return simulated.findPool(id);
    }

    @Override
    public Optional<TomlFile> findToml(String host) {
        return simulated.findToml(host);
    }
}
