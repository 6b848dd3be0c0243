package org.stellarticker.graphqlserver.graphql.trade;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters.DepthQuestion;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.depth.DepthBand;
import org.stellarticker.marketdata.depth.MarketDepth;
import org.stellarticker.marketdata.depth.Slippage;
import org.stellarticker.marketdata.depth.VenueDepth;
import org.stellarticker.marketdata.part.DepthPart;
import org.stellarticker.marketdata.part.OrderBookPart;

/** The schema's queries about what can be traded: {@code orderBook} and {@code depth}. */
public final class DepthModule {

    private DepthModule() {}

    /**
     * Returns the part of the schema.
     *
     * @param bookMaxAge the age above which an order book is left out of depth
     */
    public static SchemaModule module(Duration bookMaxAge) {
        return new SchemaModule(
                "depth.graphqls",
                DepthModule.class,
                List.of(queries(bookMaxAge), books(), levels(), depths(), bands(), venues(), slippage(), costs()));
    }

    private static TypeRuntimeWiring.Builder queries(Duration bookMaxAge) {
        return TypeRuntimeWiring.newTypeWiring("Query")
                .dataFetcher("orderBook", DepthModule::findBook)
                .dataFetcher("depth", query -> readDepth(query, bookMaxAge));
    }

    /** A book, or that there is none. */
    private record Book(TradePair pair, Optional<OrderBook> found) {}

    private static CompletableFuture<Book> findBook(DataFetchingEnvironment query) {
        OrderBookPart part = Arguments.read(query, LiquidityParameters::orderBook);
        return Loaders.read(query, part).thenApply(found -> new Book(part.pair(), found));
    }

    /** A depth with what given sizes take. */
    private record Depth(MarketDepth market, List<SlippageRow> slippage) {}

    private static CompletableFuture<Depth> readDepth(DataFetchingEnvironment query, Duration bookMaxAge) {
        DepthQuestion asked = Arguments.read(query, LiquidityParameters::depth);
        return Loaders.read(query, new DepthPart(asked.pair(), bookMaxAge))
                .thenApply(market -> new Depth(market, SlippageRow.of(market, asked.sizes())));
    }

    private static TypeRuntimeWiring.Builder books() {
        return Fields.of("OrderBook", Book.class)
                .field("base", book -> book.pair().base())
                .field("counter", book -> book.pair().counter())
                .field("asOf", book -> book.found().map(OrderBook::asOf))
                .field("bids", book -> book.found().map(OrderBook::bidsInBase).orElse(List.of()))
                .field("asks", book -> book.found().map(OrderBook::asks).orElse(List.of()))
                .wiring();
    }

    private static TypeRuntimeWiring.Builder levels() {
        return Fields.of("OrderBookLevel", Level.class)
                .field("price", Level::price)
                .field("amount", Level::amount)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder depths() {
        return Fields.of("MarketDepth", Depth.class)
                .field("base", depth -> depth.market().pair().base())
                .field("counter", depth -> depth.market().pair().counter())
                .field("bid", depth -> depth.market().bid())
                .field("ask", depth -> depth.market().ask())
                .field("mid", depth -> depth.market().mid().map(mid -> mid.decimal(PlainDecimal.PRECISION)))
                .field("midSource", depth -> depth.market().midSource().map(TradeType::word))
                .field("bookAsOf", depth -> depth.market().book().map(OrderBook::asOf))
                .field("poolId", depth -> depth.market().pool().map(MarketPool::id))
                .field("poolAsOf", depth -> depth.market().pool().map(MarketPool::asOf))
                .field("bands", depth -> depth.market().bands())
                .field("slippage", Depth::slippage)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder bands() {
        return Fields.of("DepthBand", DepthBand.class)
                .field("percent", band -> BigDecimal.valueOf(band.withinBp(), 2))
                .field("book", DepthBand::book)
                .field("pool", DepthBand::pool)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder venues() {
        return Fields.of("VenueDepth", VenueDepth.class)
                .field("bidCounterVolume", VenueDepth::bidCounterVolume)
                .field("askBaseVolume", VenueDepth::askBaseVolume)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder slippage() {
        return Fields.of("SizeSlippage", SlippageRow.class)
                .field("size", row -> row.size().units())
                .field("side", row -> row.side().word())
                .field("book", SlippageRow::book)
                .field("pool", SlippageRow::pool)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder costs() {
        return Fields.of("VenueSlippage", Slippage.class)
                .field("price", Slippage::price)
                .field("slippagePercent", Slippage::percent)
                .wiring();
    }
}
