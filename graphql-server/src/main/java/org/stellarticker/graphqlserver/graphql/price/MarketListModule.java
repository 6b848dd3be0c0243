package org.stellarticker.graphqlserver.graphql.price;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.MarketListParameters;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.overview.ActivityWindow;
import org.stellarticker.marketdata.overview.MarketOverview;
import org.stellarticker.marketdata.overview.MarketOverviews;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/** The schema's query about all markets: {@code marketList}. The legacy schema has the name {@code markets}. */
public final class MarketListModule {

    private final MarketListParameters parameters;

    private MarketListModule(ReferenceAssets references) {
        this.parameters = new MarketListParameters(references);
    }

    /** A page with the list that it is of. */
    private record PageRow(MarketOverviews all, MarketOverviews.Page page) {}

    /** Returns the part of the schema. */
    public static SchemaModule module(ReferenceAssets references) {
        var queries = new MarketListModule(references);
        var wiring = TypeRuntimeWiring.newTypeWiring("Query").dataFetcher("marketList", queries::list);
        return new SchemaModule("markets.graphqls", MarketListModule.class, List.of(wiring, pages(), rows()));
    }

    private CompletableFuture<PageRow> list(DataFetchingEnvironment query) {
        MarketListParameters.Question question = Arguments.read(query, parameters::read);
        return Loaders.read(query, question.part()).thenApply(all -> new PageRow(all, question.page(all)));
    }

    private static TypeRuntimeWiring.Builder pages() {
        return Fields.of("MarketPage", PageRow.class)
                .field("items", row -> row.page().markets())
                .field("nextCursor", row -> row.page().next().map(MarketListParameters::cursor))
                .field("complete", row -> row.all().coverage().completeSoFar())
                .field("completeFrom", row -> row.all().coverage().fetched().completeFrom())
                .field("completeTo", row -> row.all().coverage().fetched().completeTo())
                .field("gaps", row -> row.all().coverage().fetched().gaps())
                .wiring();
    }

    private static TypeRuntimeWiring.Builder rows() {
        var fields = Fields.of("MarketOverview", MarketOverview.class)
                .field("base", market -> market.pair().base())
                .field("counter", market -> market.pair().counter())
                .field("valid", market -> market.summary().bothValid())
                .field("from", market -> market.summary().from())
                .field("asOf", market -> market.summary().asOf())
                .field("open", traded(MarketStats::open))
                .field("high", traded(MarketStats::high))
                .field("low", traded(MarketStats::low))
                .field("close", traded(MarketStats::close))
                .field("change", market -> market.summary().change(PlainDecimal.PRECISION))
                .field(
                        "vwap",
                        market -> market.summary().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .field("baseVolume", market -> market.summary().baseVolume())
                .field("counterVolume", market -> market.summary().counterVolume())
                .field("baseVolumeUsd", MarketOverview::baseVolumeUsd)
                .field("tradeCount", market -> market.summary().tradeCount())
                .field("buys", traded(MarketStats::buyCount))
                .field("sells", traded(MarketStats::sellCount))
                .field("lastTradeTime", traded(MarketStats::lastTradeTime))
                .field("bid", market -> market.summary().offers().flatMap(BestOffers::bid))
                .field("ask", market -> market.summary().offers().flatMap(BestOffers::ask))
                .field(
                        "spread",
                        market -> market.summary().offers().flatMap(best -> best.spread(PlainDecimal.PRECISION)))
                .field("bookAsOf", market -> market.summary().offers().map(BestOffers::asOf))
                .field("pool", MarketOverview::pool);
        return withActivity(fields).wiring();
    }

    private static Function<MarketOverview, Object> traded(Function<MarketStats, Object> value) {
        return market -> market.summary().traded().map(value);
    }

    /** Adds the fields of each window, such as {@code buys5m}. */
    private static Fields<MarketOverview> withActivity(Fields<MarketOverview> fields) {
        for (ActivityWindow window : ActivityWindow.values()) {
            fields.field("buys" + window.word(), market -> market.buys(window))
                    .field("sells" + window.word(), market -> market.sells(window))
                    .field("change" + window.word(), market -> market.change(window, PlainDecimal.PRECISION))
                    .field("volume" + window.word(), market -> market.volume(window));
        }
        return fields;
    }
}
