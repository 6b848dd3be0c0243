package org.stellarticker.graphqlserver.listing;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.listing.Swap;
import org.stellarticker.marketdata.listing.Symbols;
import org.stellarticker.marketdata.listing.TradeHistory;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/**
 * Order books and trades for CoinMarketCap and CoinGecko, and the events for DexScreener and GeckoTerminal. The files of
 * these sites are json-generator's.
 */
public final class ListingRoutes {

    private static final String COIN_MARKET_CAP = "/coinmarketcap/v1";
    private static final String COIN_GECKO = "/coingecko/v1";

    /** Levels of both sides together; an order book is stored with at most 200 a side. */
    private static final int MOST_DEPTH = 10_000;

    /** Of one answer to CoinGecko. */
    private static final int MOST_TRADES = 1000;

    private static final int USUAL_TRADES = 200;

    private static final Duration DAY = Duration.ofHours(24);

    /** The busiest market of the public network trades less in a day; more would not fit into memory many times. */
    private static final int MOST_OF_A_DAY = 20_000;

    private final LiveDatabase database;
    private final Clock clock;
    private final ListedPair pairs;
    private final SwapRoutes swaps;
    private final TradeHistory history = new TradeHistory();

    public ListingRoutes(LiveDatabase database, Clock clock, ReferenceAssets references, Duration bookMaxAge) {
        this.database = database;
        this.clock = clock;
        this.pairs = new ListedPair(references, bookMaxAge);
        this.swaps = new SwapRoutes(database, references.quotes());
    }

    public void addTo(Routes routes) {
        handlers()
                .forEach((path, handler) ->
                        routes.add(Route.get(path, unlessAway(handler)).within(database.limits())));
    }

    private Map<String, Route.Handler> handlers() {
        var handlers = new LinkedHashMap<String, Route.Handler>();
        handlers.put(COIN_MARKET_CAP + "/orderbook/{pair}", this::coinMarketCapBook);
        handlers.put(COIN_MARKET_CAP + "/trades/{pair}", this::coinMarketCapTrades);
        handlers.put(COIN_GECKO + "/orderbook", this::coinGeckoBook);
        handlers.put(COIN_GECKO + "/historical_trades", this::coinGeckoTrades);
        handlers.putAll(swaps.handlers());
        return handlers;
    }

    private record Book(TradePair pair, int most) {}

    private Reply coinMarketCapBook(ApiRequest request) throws RequestException {
        Book asked = request.read(in -> new Book(
                pairs.read(in, "pair"),
                in.wholeNumber("level", 1, 3).or(2) == 1
                        ? 1
                        : aSide(in.wholeNumber("depth", 0, MOST_DEPTH).or(0))));
        return Reply.marketJson(book(asked, Optional.empty()).json());
    }

    private Reply coinGeckoBook(ApiRequest request) throws RequestException {
        Book asked = request.read(in -> new Book(
                pairs.read(in, "ticker_id"),
                aSide(in.wholeNumber("depth", 0, MOST_DEPTH).or(0))));
        return Reply.marketJson(
                book(asked, Optional.of(Symbols.explicit(asked.pair()))).json());
    }

    /** Sites count the levels of both sides together; 0 is all. */
    private static int aSide(int depth) {
        return depth == 0 ? Integer.MAX_VALUE : Math.max(1, depth / 2);
    }

    private OrderBookReply book(Book asked, Optional<String> tickerId) throws RequestException {
        OrderBook book = pairs.known(database, asked.pair(), tx -> pairs.book(tx, asked.pair(), clock.instant()));
        return new OrderBookReply(tickerId, book, asked.most());
    }

    private Reply coinMarketCapTrades(ApiRequest request) throws RequestException {
        TradePair pair = request.read(in -> pairs.read(in, "pair"));
        Instant from = clock.instant().minus(DAY);
        List<Swap> day = pairs.known(
                database, pair, tx -> history.newest(tx, pair, from, Optional.empty(), _ -> true, MOST_OF_A_DAY));
        return Reply.marketJson(TradesJson.coinMarketCap(day));
    }

    private record Trades(TradePair pair, Optional<Boolean> buys, int most, Instant from, Optional<Instant> to) {

        private static final Map<String, Boolean> TYPES = Map.of("buy", true, "sell", false);

        static Trades read(RequestParameters in, ListedPair pairs) {
            int limit = in.wholeNumber("limit", 0, MOST_TRADES).or(USUAL_TRADES);
            return new Trades(
                    pairs.read(in, "ticker_id"),
                    in.choice("type", TYPES).optional(),
                    limit == 0 ? MOST_TRADES : limit,
                    in.time("start_time").or(Instant.EPOCH),
                    in.time("end_time").optional());
        }

        boolean includes(Swap swap) {
            return buys.filter(wanted -> wanted == swap.takerGivesBase()).isEmpty();
        }
    }

    private Reply coinGeckoTrades(ApiRequest request) throws RequestException {
        Trades asked = request.read(in -> Trades.read(in, pairs));
        List<Swap> found = pairs.known(
                database,
                asked.pair(),
                tx -> history.newest(tx, asked.pair(), asked.from(), asked.to(), asked::includes, asked.most()));
        return Reply.marketJson(TradesJson.coinGecko(found));
    }
}
