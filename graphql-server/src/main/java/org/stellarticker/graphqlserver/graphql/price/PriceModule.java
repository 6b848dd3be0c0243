package org.stellarticker.graphqlserver.graphql.price;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.graphqlserver.parameters.PriceParameters;
import org.stellarticker.marketdata.price.AssetPrice;
import org.stellarticker.marketdata.price.PriceHistory;
import org.stellarticker.marketdata.price.PricePoint;
import org.stellarticker.marketdata.price.TimeWeightedPrice;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/** The schema's queries about prices: {@code price}, {@code prices}, {@code priceHistory} and {@code twap}. */
public final class PriceModule {

    private final PriceParameters parameters;

    private PriceModule(ReferenceAssets references) {
        this.parameters = new PriceParameters(references);
    }

    /** Returns the part of the schema. */
    public static SchemaModule module(ReferenceAssets references) {
        var queries = new PriceModule(references);
        var wiring = TypeRuntimeWiring.newTypeWiring("Query")
                .dataFetcher("price", queries::readPrice)
                .dataFetcher("prices", queries::listPrices)
                .dataFetcher("priceHistory", queries::readHistory)
                .dataFetcher("twap", PriceModule::readTwap);
        return new SchemaModule(
                "price.graphqls",
                PriceModule.class,
                List.of(wiring, prices(), histories(), points(), steps(), twaps()));
    }

    private CompletableFuture<AssetPrice> readPrice(DataFetchingEnvironment query) {
        PriceParameters.Question question = Arguments.read(query, parameters::price);
        return Loaders.read(query, question.part())
                .thenApply(table -> question.prices(table).getFirst());
    }

    private CompletableFuture<List<AssetPrice>> listPrices(DataFetchingEnvironment query) {
        PriceParameters.Question question = Arguments.read(query, parameters::prices);
        return Loaders.read(query, question.part()).thenApply(question::prices);
    }

    private CompletableFuture<PriceHistory> readHistory(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, parameters::history));
    }

    private static CompletableFuture<TimeWeightedPrice> readTwap(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, MarketParameters::twap));
    }

    private static TypeRuntimeWiring.Builder prices() {
        return Fields.of("AssetPrice", AssetPrice.class)
                .field("asset", AssetPrice::asset)
                .field("quote", AssetPrice::quote)
                .field("price", AssetPrice::price)
                .field("last", AssetPrice::last)
                .field("bid", AssetPrice::bid)
                .field("ask", AssetPrice::ask)
                .field("change24h", AssetPrice::change24h)
                .field("volume24hUsd", AssetPrice::volume24hUsd)
                .field("path", AssetPrice::path)
                .field("asOf", AssetPrice::asOf)
                .field("tradeCount", AssetPrice::tradeCount)
                .field("marketCount", AssetPrice::marketCount)
                .field("stale", AssetPrice::stale)
                .field("reason", AssetPrice::reason)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder histories() {
        return Fields.of("PriceHistory", PriceHistory.class)
                .field("path", PriceHistory::path)
                .field("items", PriceHistory::points)
                .field("nextCursor", PriceHistory::next)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder points() {
        return Fields.of("PricePoint", PricePoint.class)
                .field("openTime", PricePoint::openTime)
                .field("closeTime", PricePoint::closeTime)
                .field("price", PricePoint::price)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder steps() {
        return Fields.of("MarketPair", TradePair.class)
                .field("base", TradePair::base)
                .field("counter", TradePair::counter)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder twaps() {
        return Fields.of("Twap", TimeWeightedPrice.class)
                .field("base", price -> price.market().pair().base())
                .field("counter", price -> price.market().pair().counter())
                .field("from", price -> price.market().from())
                .field("to", price -> price.market().to())
                .field("twap", TimeWeightedPrice::twap)
                .field("interval", TimeWeightedPrice::interval)
                .field("baseVolume", price -> price.market().baseVolume())
                .field("counterVolume", price -> price.market().counterVolume())
                .field("tradeCount", price -> price.market().tradeCount())
                .field("complete", price -> price.market().complete())
                .field(
                        "completeFrom",
                        price -> price.market().coverage().fetched().completeFrom())
                .field(
                        "completeTo",
                        price -> price.market().coverage().fetched().completeTo())
                .field("gaps", price -> price.market().coverage().fetched().gaps())
                .field("audited", price -> price.market().audited())
                .wiring();
    }
}
