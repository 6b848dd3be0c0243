package org.stellarticker.graphqlserver.graphql.price;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.db.asset.AssetSearchStore.FoundMarket;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.journal.TaggedEntry;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.SearchParameters;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.AssetNotesPart;
import org.stellarticker.marketdata.directory.DescribedAsset;
import org.stellarticker.marketdata.directory.DescribedMatch;
import org.stellarticker.marketdata.directory.DirectoryEntry;
import org.stellarticker.marketdata.price.ValuedAssetListPart;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.search.Mover;
import org.stellarticker.marketdata.search.SearchResult;

/** The schema's queries that find assets and markets: {@code search}, {@code movers}, {@code assetInfo}, {@code assetList}. */
public final class SearchModule {

    private final SearchParameters parameters;
    private final Supplier<AssetDirectory> directory;

    private SearchModule(ReferenceAssets references, Supplier<AssetDirectory> directory) {
        this.parameters = new SearchParameters(references);
        this.directory = directory;
    }

    /** What was found, beside what the directory says about it. */
    private record ResultRow(List<DescribedMatch> assets, List<FoundMarket> markets) {

        static ResultRow of(SearchResult found, AssetDirectory directory) {
            return new ResultRow(
                    found.assets().stream()
                            .map(asset -> DescribedMatch.of(asset, directory))
                            .toList(),
                    found.markets());
        }
    }

    /** A page of assets, beside what the directory says about them. */
    private record PageRow(List<DescribedAsset> assets, Optional<Asset> next) {

        static PageRow of(ValuedAssetListPart.Page page, AssetDirectory directory) {
            return new PageRow(
                    page.assets().stream()
                            .map(asset -> DescribedAsset.of(asset, directory))
                            .toList(),
                    page.next());
        }
    }

    /**
     * Returns the part of the schema.
     *
     * @param directory gives what is said about issuers
     */
    public static SchemaModule module(ReferenceAssets references, Supplier<AssetDirectory> directory) {
        var queries = new SearchModule(references, directory);
        var wiring = TypeRuntimeWiring.newTypeWiring("Query")
                .dataFetcher("search", queries::search)
                .dataFetcher("movers", queries::movers)
                .dataFetcher("assetInfo", queries::asset)
                .dataFetcher("assetNotes", queries::notes)
                .dataFetcher("assetList", queries::assets);
        return new SchemaModule(
                "search.graphqls",
                SearchModule.class,
                List.of(
                        wiring,
                        results(),
                        foundAssets(),
                        foundMarkets(),
                        moverFields(),
                        assetFields(),
                        pages(),
                        flags(),
                        entries(),
                        notes()));
    }

    private CompletableFuture<ResultRow> search(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, parameters::search))
                .thenApply(found -> ResultRow.of(found, directory.get()));
    }

    private CompletableFuture<List<Mover>> movers(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, parameters::movers));
    }

    private CompletableFuture<Optional<DescribedAsset>> asset(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, parameters::asset))
                .thenApply(found -> found.map(asset -> DescribedAsset.of(asset, directory.get())));
    }

    private CompletableFuture<List<TaggedEntry>> notes(DataFetchingEnvironment query) {
        var asked = Arguments.read(query, parameters::asset);
        return Loaders.read(query, new AssetNotesPart(asked.asset()));
    }

    private CompletableFuture<PageRow> assets(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, parameters::assets))
                .thenApply(page -> PageRow.of(page, directory.get()));
    }

    private static TypeRuntimeWiring.Builder results() {
        return Fields.of("SearchResult", ResultRow.class)
                .field("assets", ResultRow::assets)
                .field("markets", ResultRow::markets)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder foundAssets() {
        return Fields.of("FoundAsset", DescribedMatch.class)
                .field("asset", row -> row.found().asset())
                .field("valid", row -> row.found().valid())
                .field("name", row -> row.found().name())
                .field("domain", row -> row.found().domain())
                .field("tradeCount", row -> row.found().tradeCount())
                .field("directory", DescribedMatch::directory)
                .field("warnings", DescribedMatch::warnings)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder foundMarkets() {
        return Fields.of("FoundMarket", FoundMarket.class)
                .field("base", market -> market.pair().base())
                .field("counter", market -> market.pair().counter())
                .field("tradeCount", FoundMarket::tradeCount)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder moverFields() {
        return Fields.of("Mover", Mover.class)
                .field("base", mover -> mover.pair().base())
                .field("counter", mover -> mover.pair().counter())
                .field("open", mover -> mover.prices().map(CandlePrices::open))
                .field("close", mover -> mover.prices().map(CandlePrices::close))
                .field("change", Mover::change)
                .field("volumeUsd", Mover::volumeUsd)
                .field("baseVolume", mover -> mover.stats().baseVolume())
                .field("counterVolume", mover -> mover.stats().counterVolume())
                .field("tradeCount", mover -> mover.stats().tradeCount())
                .field("firstTradeTime", stats(MarketStats::firstTradeTime))
                .field("lastTradeTime", stats(MarketStats::lastTradeTime))
                .wiring();
    }

    private static Function<Mover, Object> stats(Function<MarketStats, Object> value) {
        return mover -> value.apply(mover.stats());
    }

    private static TypeRuntimeWiring.Builder assetFields() {
        return Fields.of("AssetInfo", DescribedAsset.class)
                .field("asset", row -> row.asset().profile().asset())
                .field("code", row -> row.asset().profile().asset().code())
                .field("issuer", row -> row.asset().profile().asset().issuer())
                .field("type", row -> row.asset().profile().asset().type())
                .field("valid", row -> row.asset().profile().valid())
                .field("name", row -> row.asset().profile().name())
                .field("description", row -> row.asset().profile().description())
                .field("organisation", row -> row.asset().profile().organisation())
                .field("domain", row -> row.asset().profile().domain())
                .field("supply", row -> row.asset().supply())
                .field("holders", row -> row.asset().holders())
                .field("priceUsd", row -> row.asset().price().price())
                .field("volume24hUsd", row -> row.asset().price().volume24hUsd())
                .field("marketValueUsd", row -> row.asset().marketValueUsd())
                .field("flags", row -> row.asset().profile().flags())
                .field("directory", DescribedAsset::directory)
                .field("warnings", DescribedAsset::warnings)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder flags() {
        return Fields.of("AssetFlags", AssetFlags.class)
                .field("authRequired", AssetFlags::authRequired)
                .field("authRevocable", AssetFlags::authRevocable)
                .field("authImmutable", AssetFlags::authImmutable)
                .field("authClawbackEnabled", AssetFlags::authClawbackEnabled)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder entries() {
        return Fields.of("DirectoryEntry", DirectoryEntry.class)
                .field("name", DirectoryEntry::name)
                .field("domain", DirectoryEntry::domain)
                .field("tags", DirectoryEntry::tags)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder notes() {
        return Fields.of("AssetNote", TaggedEntry.class)
                .field("about", TaggedEntry::tag)
                .field("source", note -> note.entry().account())
                .field("time", note -> note.entry().entry().at())
                .field("body", note -> note.entry().entry().body())
                .wiring();
    }

    private static TypeRuntimeWiring.Builder pages() {
        return Fields.of("AssetPage", PageRow.class)
                .field("items", PageRow::assets)
                .field("nextCursor", page -> page.next().map(asset -> asset.sep11()))
                .wiring();
    }
}
