package org.stellarticker.graphqlserver.listing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.AssetDetails;
import org.stellarticker.marketdata.Assets;
import org.stellarticker.marketdata.listing.ListedPools;
import org.stellarticker.marketdata.listing.Swap;
import org.stellarticker.marketdata.listing.SwapLog;
import org.stellarticker.marketdata.listing.Symbols;

/**
 * The four addresses by which DexScreener's adapter and GeckoTerminal follow an exchange: the newest block, an asset, a pair
 * and the events of blocks. A block is a ledger. A pair is an order book, or a liquidity pool by its id.
 */
final class SwapRoutes {

    /** An answer holds all events of its ledgers in memory. */
    private static final int MOST_LEDGERS = 500;

    /** Some minutes of the public network. */
    private static final int MOST_EVENTS = 20_000;

    private static final int HTTP_UNAVAILABLE = 503;

    private static final String POOL_ID = "[0-9a-f]{64}";

    private final LiveDatabase database;
    private final QuoteRanking quotes;
    private final SwapLog log;
    private final Assets assets = new Assets();
    private final ListedPools pools = new ListedPools();

    SwapRoutes(LiveDatabase database, QuoteRanking quotes) {
        this.database = database;
        this.quotes = quotes;
        this.log = new SwapLog(quotes);
    }

    /** Returns what answers each path. */
    Map<String, Route.Handler> handlers() {
        var handlers = new LinkedHashMap<String, Route.Handler>();
        for (String site : List.of("/dexscreener/v1", "/geckoterminal/v1")) {
            handlers.put(site + "/latest-block", _ -> newest());
            handlers.put(site + "/asset", request -> asset(request, /* withDecimals= */ site.startsWith("/gecko")));
            handlers.put(site + "/pair", this::pair);
            handlers.put(site + "/events", this::events);
        }
        return handlers;
    }

    private Reply newest() throws RequestException {
        Ledger newest = database.snapshot(log::newest)
                .orElseThrow(() -> new RequestException(503, "no ledger is stored yet; try again in some seconds"));
        return Reply.marketJson(SwapJson.latestBlock(newest));
    }

    private Reply asset(ApiRequest request, boolean withDecimals) throws RequestException {
        Asset asked = request.read(in -> in.asset("id").required());
        AssetDetails found = database.snapshot(tx -> assets.find(tx, asked))
                .orElseThrow(() -> notFound("an asset that was listed or traded", Symbols.explicit(asked)));
        return Reply.marketJson(SwapJson.asset(found, withDecimals));
    }

    private Reply pair(ApiRequest request) throws RequestException {
        String id = request.read(in -> in.text("id").required());
        if (id.matches(POOL_ID)) {
            LiquidityPool pool = database.snapshot(tx -> pools.find(tx, id))
                    .orElseThrow(() -> notFound("a liquidity pool that exists", id));
            return Reply.marketJson(SwapJson.pool(pool, quotes.pair(pool.pair())));
        }
        TradePair pair = request.read(in -> book(in, id));
        if (!database.<Boolean>snapshot(tx -> pools.isMarket(tx, pair))) {
            throw notFound("a pair that has traded", id);
        }
        return Reply.marketJson(SwapJson.book(pair));
    }

    private TradePair book(RequestParameters in, String id) {
        try {
            return quotes.pair(Symbols.parse(id));
        } catch (IllegalArgumentException noPair) {
            in.fault("id", "the id of a pool, or a pair such as XLM_USDC-ISSUER");
            throw noPair;
        }
    }

    private record Blocks(long from, long to) {

        static Blocks read(RequestParameters in) {
            int from = in.wholeNumber("fromBlock", 0, Integer.MAX_VALUE).required();
            int to = in.wholeNumber("toBlock", 0, Integer.MAX_VALUE).required();
            if (to < from || to - from >= MOST_LEDGERS) {
                in.fault("toBlock", "fromBlock or later, and at most " + MOST_LEDGERS + " blocks");
            }
            return new Blocks(from, to);
        }
    }

    private Reply events(ApiRequest request) throws RequestException {
        Blocks asked = request.read(Blocks::read);
        Kept kept = database.snapshot(tx -> read(tx, asked));
        if (kept.newest().isEmpty()
                || asked.to() > kept.newest().get().sequence().value()) {
            throw new RequestException(
                    400,
                    "toBlock: expected at most the latest block, found " + asked.to() + "; ask latest-block first");
        }
        if (kept.oldest().filter(oldest -> asked.from() < oldest.value()).isPresent()) {
            throw new RequestException(
                    400,
                    "fromBlock: expected " + kept.oldest().get() + " or later, as earlier trades are not stored, found "
                            + asked.from());
        }
        if (kept.gap().isPresent()) {
            throw new RequestException(
                    HTTP_UNAVAILABLE,
                    "trades from " + kept.gap().get().from() + " to "
                            + kept.gap().get().to() + " were never fetched; expected blocks outside of this gap");
        }
        if (kept.last().value() < asked.to()) {
            throw new RequestException(
                    400,
                    "toBlock: expected at most " + kept.last() + ", as one answer holds " + MOST_EVENTS
                            + " events, found " + asked.to());
        }
        return Reply.marketJson(SwapJson.events(kept.swaps()));
    }

    private record Kept(
            Optional<Ledger> newest,
            Optional<LedgerSequence> oldest,
            Optional<Gap> gap,
            LedgerSequence last,
            List<Swap> swaps) {}

    private Kept read(Transaction tx, Blocks asked) {
        var from = new LedgerSequence(asked.from());
        var to = new LedgerSequence(asked.to());
        LedgerSequence last = log.lastWithin(tx, MOST_EVENTS, from, to);
        return new Kept(log.newest(tx), log.oldest(tx), log.findGap(tx, from, to), last, log.list(tx, from, last));
    }

    private static RequestException notFound(String expected, String found) {
        return new RequestException(ListedPair.HTTP_NOT_FOUND, "expected " + expected + ", found " + found);
    }
}
