package org.stellarticker.graphqlserver.graphql.stream;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.QueryException;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.StreamParameters;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.stream.StreamChange.CandleState;
import org.stellarticker.marketdata.stream.StreamChange.Corrected;
import org.stellarticker.marketdata.stream.StreamChange.MarketState;
import org.stellarticker.marketdata.stream.StreamChange.StoredTrade;
import org.stellarticker.marketdata.stream.Topic;

/** The subscriptions of the schema. */
public final class StreamModule {

    private StreamModule() {}

    /** Returns the part of the schema. */
    public static SchemaModule module() {
        return new SchemaModule(
                "stream.graphqls",
                StreamModule.class,
                List.of(subscriptions(), trades(), corrections(), candles(), markets()));
    }

    private static TypeRuntimeWiring.Builder subscriptions() {
        return TypeRuntimeWiring.newTypeWiring("Subscription")
                .dataFetcher("trades", field -> source(field, in -> StreamParameters.of(Topic.TRADES, in)))
                .dataFetcher("corrections", field -> source(field, in -> StreamParameters.of(Topic.CORRECTIONS, in)))
                .dataFetcher("candles", field -> source(field, StreamParameters::ofCandles))
                .dataFetcher("markets", field -> source(field, in -> StreamParameters.of(Topic.MARKETS, in)));
    }

    private static ChangeSource source(
            DataFetchingEnvironment field, Function<RequestParameters, StreamParameters> arguments) {
        StreamParameters asked = Arguments.read(field, arguments);
        ChangeSource source = field.getGraphQlContext().get(ChangeSource.class);
        if (source == null) {
            throw new QueryException("expected a subscription by WebSocket (graphql-transport-ws) at /graphql,"
                    + " or as server-sent events at /graphql/stream");
        }
        return source.select(asked.selection(), asked.after());
    }

    private static TypeRuntimeWiring.Builder trades() {
        return Fields.of("TradeEvent", StoredTrade.class)
                .field("position", event -> event.position().toString())
                .field("pagingToken", event -> trade(event).id().toString())
                .field("ledger", event -> trade(event).id().ledger().value())
                .field("ledgerCloseTime", event -> trade(event).ledgerCloseTime())
                .field("type", event -> trade(event).type().word())
                .field("base", event -> trade(event).base().asset())
                .field("counter", event -> trade(event).counter().asset())
                .field("baseAmount", event -> trade(event).base().amount().units())
                .field("counterAmount", event -> trade(event).counter().amount().units())
                .field("price", event -> trade(event).price())
                .field("priceN", event -> Long.toString(trade(event).price().n()))
                .field("priceD", event -> Long.toString(trade(event).price().d()))
                .field("baseIsSeller", event -> trade(event).baseIsSeller())
                .field("baseAccount", event -> trade(event).base().party().findAddress())
                .field("counterAccount", event -> trade(event).counter().party().findAddress())
                .field("liquidityPoolId", event -> trade(event).poolId())
                .field("ingestedFrom", event -> event.trade().ingestedFrom().word())
                .field("storedAt", event -> event.trade().storedAt())
                .wiring();
    }

    private static Trade trade(StoredTrade event) {
        return event.trade().trade();
    }

    private static TypeRuntimeWiring.Builder corrections() {
        return Fields.of("CorrectionEvent", Corrected.class)
                .field("position", event -> event.position().toString())
                .field("base", event -> event.pair().base())
                .field("counter", event -> event.pair().counter())
                .field("from", event -> event.correction().from())
                .field("to", event -> event.correction().to())
                .field("reason", event -> event.correction().reason().word())
                .wiring();
    }

    private static TypeRuntimeWiring.Builder candles() {
        return Fields.of("CandleEvent", CandleState.class)
                .field("position", event -> event.position().toString())
                .field("base", event -> event.pair().base())
                .field("counter", event -> event.pair().counter())
                .field("interval", CandleState::interval)
                .field("openTime", event -> event.candle().openTime())
                .field("closeTime", event -> event.candle().closeTime())
                .field("open", event -> event.candle().prices().map(CandlePrices::open))
                .field("high", event -> event.candle().prices().map(CandlePrices::high))
                .field("low", event -> event.candle().prices().map(CandlePrices::low))
                .field("close", event -> event.candle().prices().map(CandlePrices::close))
                .field("baseVolume", event -> event.candle().baseVolume())
                .field("counterVolume", event -> event.candle().counterVolume())
                .field("vwap", event -> event.candle().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .field("tradeCount", event -> event.candle().tradeCount())
                .field(
                        "complete",
                        event -> event.coverage()
                                .complete(
                                        event.candle().openTime(),
                                        event.candle().closeTime()))
                .field(
                        "audited",
                        event -> event.coverage()
                                .audited(
                                        event.candle().openTime(),
                                        event.candle().closeTime()))
                .field("revision", event -> event.candle().revision())
                .field("source", event -> event.candle().source().word())
                .field("dustExcluded", event -> event.candle().dustExcluded())
                .field("servedFrom", _ -> "database")
                .wiring();
    }

    private static TypeRuntimeWiring.Builder markets() {
        return Fields.of("MarketEvent", MarketState.class)
                .field("position", event -> event.position().toString())
                .field("base", event -> event.pair().base())
                .field("counter", event -> event.pair().counter())
                .field("from", event -> event.market().from())
                .field("asOf", event -> event.market().asOf())
                .field("open", event -> traded(event).map(MarketStats::open))
                .field("high", event -> traded(event).map(MarketStats::high))
                .field("low", event -> traded(event).map(MarketStats::low))
                .field("close", event -> traded(event).map(MarketStats::close))
                .field("change", event -> event.market().change(PlainDecimal.PRECISION))
                .field("vwap", event -> event.market().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
                .field("baseVolume", event -> event.market().baseVolume())
                .field("counterVolume", event -> event.market().counterVolume())
                .field("tradeCount", event -> event.market().tradeCount())
                .field("lastTradeTime", event -> traded(event).map(MarketStats::lastTradeTime))
                .field("bid", event -> offers(event).flatMap(BestOffers::bid))
                .field("ask", event -> offers(event).flatMap(BestOffers::ask))
                .field("spread", event -> offers(event).flatMap(best -> best.spread(PlainDecimal.PRECISION)))
                .field("bookAsOf", event -> offers(event).map(BestOffers::asOf))
                .wiring();
    }

    private static Optional<MarketStats> traded(MarketState event) {
        return event.market().traded();
    }

    private static Optional<BestOffers> offers(MarketState event) {
        return event.market().offers();
    }
}
