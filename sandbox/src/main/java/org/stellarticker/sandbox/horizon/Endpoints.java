package org.stellarticker.sandbox.horizon;

import java.util.List;
import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.horizon.json.AssetTexts;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.OrderBookJson;
import org.stellarticker.sandbox.horizon.json.RootJson;
import org.stellarticker.sandbox.horizon.json.TradeJson;
import org.stellarticker.sandbox.horizon.request.Addresses;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.PoolState;

/** Answers each address of the sandbox. */
final class Endpoints {

    /** Approximate lengths of records, links and indents included. */
    private static final int TRADE_BYTES = 1600;

    private static final int LEDGER_BYTES = 1900;
    private static final int ASSET_BYTES = 1200;
    private static final int POOL_BYTES = 1600;

    private static final int ORDER_BOOK_LEVELS = 20;

    static final String FAULTS = "/sandbox/faults";
    private static final JsonName TOTAL = JsonName.of("total");
    private static final JsonName KINDS = JsonName.of("kinds");
    private static final JsonName STAYING = JsonName.of("staying");

    private final Journal journal;
    private final NetworkState state;
    private final Faults faults;
    private final AssetDirectory assets;
    private final AssetTexts assetTexts;
    private final Addresses addresses;
    private final AssetParameters assetParameters;

    Endpoints(Journal journal, NetworkState state, Faults faults) {
        this.journal = journal;
        this.state = state;
        this.faults = faults;
        this.assets = journal.assets();
        this.assetTexts = new AssetTexts(assets);
        this.addresses = new Addresses(assets);
        this.assetParameters = new AssetParameters(addresses);
    }

    List<Route> routes() {
        return List.of(
                Route.history("/", this::root),
                Route.history("/ledgers", this::ledgers),
                Route.history("/ledgers/*", this::ledger),
                Route.history("/trades", this::trades),
                Route.history("/trade_aggregations", this::tradeAggregations),
                Route.state("/assets", this::listAssets),
                Route.state("/order_book", this::orderBook),
                Route.state("/liquidity_pools", this::pools),
                Route.state("/liquidity_pools/*", this::pool),
                Route.history("/liquidity_pools/*/trades", this::poolTrades),
                Route.history("/.well-known/stellar.toml", this::toml),
                Route.history(FAULTS, this::faults));
    }

    /** Returns how often each kind of fault was injected, and what stays wrong; Horizon has no such address. */
    private Answer faults(Visit visit) {
        return new Answer.One(json -> {
            Map<FaultKind, Integer> injected = faults.injected();
            json.beginObject();
            json.name(TOTAL)
                    .number(injected.values().stream()
                            .mapToLong(Integer::longValue)
                            .sum());
            json.name(KINDS).beginObject();
            injected.forEach(
                    (kind, count) -> json.name(JsonName.of(kind.word())).number(count));
            json.endObject();
            json.name(STAYING).beginObject();
            faults.staying().forEach((kind, names) -> {
                json.name(JsonName.of(kind.word())).beginArray();
                names.forEach(name -> json.element().string(name));
                json.endArray();
            });
            json.endObject();
            json.endObject();
        });
    }

    private Answer root(Visit visit) {
        return new Answer.One(json -> RootJson.write(
                json, visit.query().origin(), visit.view(), journal.header().networkPassphrase()));
    }

    private Answer ledgers(Visit visit) {
        return new Answer.Streamed(visit.page(), new LedgerListing(ledgerJson(visit)), LEDGER_BYTES);
    }

    private Answer ledger(Visit visit) {
        int sequence = ledgerSequence(visit.captured().getFirst());
        if (sequence < visit.view().elder()) {
            throw Problem.beforeHistory();
        }
        if (sequence > visit.view().latest()) {
            throw Problem.notFound();
        }
        return new Answer.One(json -> ledgerJson(visit).write(json, visit.view().ledger(sequence)));
    }

    private static int ledgerSequence(String given) {
        try {
            int sequence = Integer.parseInt(given);
            if (sequence > 0) {
                return sequence;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, in Horizon's words.
        }
        throw Problem.invalidField("ledger_id", "Ledger ID must be an integer higher than 0");
    }

    private LedgerJson ledgerJson(Visit visit) {
        return new LedgerJson(visit.query().origin(), journal.header().networkPassphrase());
    }

    private Answer trades(Visit visit) {
        return new Answer.Streamed(
                visit.page(), TradeListing.read(visit.query(), assets, assetParameters, tradeJson(visit)), TRADE_BYTES);
    }

    private TradeJson tradeJson(Visit visit) {
        return new TradeJson(assetTexts, visit.query().origin());
    }

    private Answer tradeAggregations(Visit visit) {
        return new Answer.One(Aggregation.read(visit, assets, assetParameters));
    }

    private Answer listAssets(Visit visit) {
        var json = new AssetJson(state.pools());
        return new Answer.Paged(
                visit.page(), AssetListing.read(visit.query(), state.assets(), addresses, json), ASSET_BYTES);
    }

    private Answer orderBook(Visit visit) {
        int levels = PageQuery.limit(visit.query(), ORDER_BOOK_LEVELS);
        Asset selling;
        Asset buying;
        try {
            selling = assetParameters.get(visit.query(), "selling");
            buying = assetParameters.get(visit.query(), "buying");
        } catch (Problem whicheverOfThem) {
            throw Problem.invalidOrderBook();
        }
        return new Answer.Watched(
                json -> OrderBookJson.write(json, selling, buying, state.orderBook(selling, buying), levels));
    }

    private Answer pools(Visit visit) {
        var json = new PoolJson(visit.query().origin());
        return new Answer.Paged(
                visit.page(), PoolListing.read(visit.query(), state.pools(), addresses, json), POOL_BYTES);
    }

    private Answer pool(Visit visit) {
        PoolState pool = knownPool(visit);
        var poolJson = new PoolJson(visit.query().origin());
        return new Answer.One(json -> poolJson.write(json, pool));
    }

    private Answer poolTrades(Visit visit) {
        return new Answer.Streamed(
                visit.page(), TradeListing.of(knownPool(visit).id(), tradeJson(visit)), TRADE_BYTES);
    }

    private PoolState knownPool(Visit visit) {
        String given = visit.captured().getFirst();
        PoolId id;
        try {
            id = PoolId.parse(given);
        } catch (IllegalArgumentException notAnId) {
            throw Problem.invalidField("liquidity_pool_id", given + " does not validate as sha256");
        }
        return state.findPool(id).orElseThrow(Problem::notFound);
    }

    private Answer toml(Visit visit) {
        return new Answer.Toml(state.findToml(visit.host()).orElseThrow(Problem::notFound));
    }
}
