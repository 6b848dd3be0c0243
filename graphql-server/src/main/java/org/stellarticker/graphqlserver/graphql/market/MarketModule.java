package org.stellarticker.graphqlserver.graphql.market;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.archive.AllTimeCandles;
import org.stellarticker.marketdata.archive.AllTimeVwaps;
import org.stellarticker.marketdata.archive.MissingTime;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.part.MarketDetails;
import org.stellarticker.marketdata.part.VwapPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** The schema's queries about one market: {@code candles}, {@code vwap} and {@code marketStats}. */
public final class MarketModule {

    private final AllTimeCandles candles;
    private final AllTimeVwaps vwaps;

    private MarketModule(SnapshotCache snapshots) {
        this.candles = new AllTimeCandles(snapshots);
        this.vwaps = new AllTimeVwaps(snapshots);
    }

    /**
     * Returns the part of the schema.
     *
     * @param snapshots of what a query's own snapshot lacks: time that the database has dropped
     */
    public static SchemaModule module(SnapshotCache snapshots) {
        return new SchemaModule(
                "market.graphqls",
                MarketModule.class,
                List.of(
                        new MarketModule(snapshots).queries(),
                        candles(),
                        vwaps(),
                        missingTimes(),
                        marketStats(),
                        pools(),
                        gaps()));
    }

    private TypeRuntimeWiring.Builder queries() {
        return TypeRuntimeWiring.newTypeWiring("Query")
                .dataFetcher("candles", this::listCandles)
                .dataFetcher("vwap", this::readVwap)
                .dataFetcher("marketStats", MarketModule::findMarket);
    }

    private CompletableFuture<List<CandleRow>> listCandles(DataFetchingEnvironment query) {
        CandlesPart part = Arguments.read(query, MarketParameters::candles);
        CompletableFuture<AllTimeCandles.Page> page = candles.isKept(part)
                ? Loaders.read(query, part).thenApply(AllTimeCandles::keptPage)
                : CompletableFuture.completedFuture(candles.read(part));
        return page.thenApply(CandleRow::of);
    }

    private CompletableFuture<AllTimeVwaps.Sums> readVwap(DataFetchingEnvironment query) {
        VwapPart part = Arguments.read(query, MarketParameters::vwap);
        return vwaps.isKept(part)
                ? Loaders.read(query, part).thenApply(AllTimeVwaps::keptSums)
                : CompletableFuture.completedFuture(vwaps.over(part));
    }

    private static CompletableFuture<Optional<MarketDetails>> findMarket(DataFetchingEnvironment query) {
        return Loaders.read(query, Arguments.read(query, MarketParameters::market));
    }

    private static TypeRuntimeWiring.Builder candles() {
        return Fields.of("Candle", CandleRow.class)
                .field("openTime", row -> row.candle().openTime())
                .field("closeTime", row -> row.candle().closeTime())
                .field("open", row -> row.candle().prices().map(CandlePrices::open))
                .field("high", row -> row.candle().prices().map(CandlePrices::high))
                .field("low", row -> row.candle().prices().map(CandlePrices::low))
                .field("close", row -> row.candle().prices().map(CandlePrices::close))
                .field("baseVolume", row -> row.candle().baseVolume())
                .field("counterVolume", row -> row.candle().counterVolume())
                .field("vwap", row -> row.candle().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .field("tradeCount", row -> row.candle().tradeCount())
                .field("complete", CandleRow::complete)
                .field("audited", CandleRow::audited)
                .field("revision", row -> row.candle().revision())
                .field("source", row -> row.candle().source().word())
                .field("dustExcluded", row -> row.candle().dustExcluded())
                .field("servedFrom", row -> row.servedFrom().word())
                .wiring();
    }

    private static TypeRuntimeWiring.Builder vwaps() {
        var fields = Fields.of("Vwap", AllTimeVwaps.Sums.class)
                .field("base", market -> market.pair().base())
                .field("counter", market -> market.pair().counter())
                .field("from", AllTimeVwaps.Sums::from)
                .field("to", AllTimeVwaps.Sums::to)
                .field("vwap", market -> market.vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .field("baseVolume", AllTimeVwaps.Sums::baseVolume)
                .field("counterVolume", AllTimeVwaps.Sums::counterVolume)
                .field("tradeCount", AllTimeVwaps.Sums::tradeCount)
                .field("complete", AllTimeVwaps.Sums::complete)
                .field("audited", AllTimeVwaps.Sums::audited)
                .field("servedFrom", sums -> sums.servedFrom().word())
                .field("missing", AllTimeVwaps.Sums::missing);
        return withCoverage(fields, AllTimeVwaps.Sums::coverage).wiring();
    }

    private static TypeRuntimeWiring.Builder missingTimes() {
        return Fields.of("MissingTime", MissingTime.class)
                .field("from", MissingTime::from)
                .field("to", MissingTime::to)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder marketStats() {
        var fields = Fields.of("MarketStats", MarketDetails.class)
                .field("base", market -> market.summary().pair().base())
                .field("counter", market -> market.summary().pair().counter())
                .field("from", market -> market.summary().from())
                .field("asOf", market -> market.summary().asOf())
                .field("change", market -> market.summary().change(PlainDecimal.PRECISION))
                .field(
                        "vwap",
                        market -> market.summary().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .field("baseVolume", market -> market.summary().baseVolume())
                .field("counterVolume", market -> market.summary().counterVolume())
                .field("tradeCount", market -> market.summary().tradeCount())
                .field("pools", MarketDetails::pools)
                .field("complete", market -> market.coverage().completeSoFar())
                .field("audited", market -> market.coverage().audited());
        withTrades(fields, market -> market.summary().traded());
        withOffers(fields, market -> market.summary().offers());
        return withCoverage(fields, MarketDetails::coverage).wiring();
    }

    private static <R> void withTrades(Fields<R> fields, Function<R, Optional<MarketStats>> traded) {
        fields.field("open", row -> traded.apply(row).map(MarketStats::open))
                .field("high", row -> traded.apply(row).map(MarketStats::high))
                .field("low", row -> traded.apply(row).map(MarketStats::low))
                .field("close", row -> traded.apply(row).map(MarketStats::close))
                .field("lastTradeTime", row -> traded.apply(row).map(MarketStats::lastTradeTime));
    }

    private static <R> void withOffers(Fields<R> fields, Function<R, Optional<BestOffers>> offers) {
        fields.field("bid", row -> offers.apply(row).flatMap(BestOffers::bid))
                .field("ask", row -> offers.apply(row).flatMap(BestOffers::ask))
                .field("spread", row -> offers.apply(row).flatMap(best -> best.spread(PlainDecimal.PRECISION)))
                .field("bookAsOf", row -> offers.apply(row).map(BestOffers::asOf));
    }

    private static <R> Fields<R> withCoverage(Fields<R> fields, Function<R, WindowCoverage> coverage) {
        return fields.field("completeFrom", row -> coverage.apply(row).fetched().completeFrom())
                .field("completeTo", row -> coverage.apply(row).fetched().completeTo())
                .field("gaps", row -> coverage.apply(row).fetched().gaps());
    }

    private static TypeRuntimeWiring.Builder pools() {
        return Fields.of("MarketPool", MarketPool.class)
                .field("id", MarketPool::id)
                .field("baseReserve", pool -> pool.baseReserve().units())
                .field("counterReserve", pool -> pool.counterReserve().units())
                .field("price", MarketPool::price)
                .field("feeBp", MarketPool::feeBp)
                .field("asOf", MarketPool::asOf)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder gaps() {
        return Fields.of("Gap", Gap.class)
                .field("from", Gap::from)
                .field("to", Gap::to)
                .field("reason", Gap::reason)
                .wiring();
    }
}
