package org.stellarticker.graphqlserver.graphql.trade;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.graphqlserver.graphql.schema.Arguments;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters.TradeSlice;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.archive.AllTimeTrades;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DescribedTrade;
import org.stellarticker.marketdata.part.PoolListPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** The schema's queries about trades and liquidity pools. */
public final class TradeModule {

    private final AllTimeTrades trades;
    private final Supplier<AssetDirectory> directory;

    private TradeModule(SnapshotCache snapshots, Supplier<AssetDirectory> directory) {
        this.trades = new AllTimeTrades(snapshots);
        this.directory = directory;
    }

    /**
     * Returns the part of the schema.
     *
     * @param snapshots of what a query's own snapshot lacks: time that the database has dropped
     * @param quotes decides the direction of a pool for which none is asked
     * @param directory gives what is said about accounts
     */
    public static SchemaModule module(
            SnapshotCache snapshots, QuoteRanking quotes, Supplier<AssetDirectory> directory) {
        return new SchemaModule(
                "trade.graphqls",
                TradeModule.class,
                List.of(
                        new TradeModule(snapshots, directory).queries(quotes),
                        tradeConnections(),
                        tradeEdges(),
                        trades(),
                        pageInfos(),
                        poolConnections(),
                        poolEdges(),
                        pools()));
    }

    private TypeRuntimeWiring.Builder queries(QuoteRanking quotes) {
        return TypeRuntimeWiring.newTypeWiring("Query")
                .dataFetcher("trades", this::listTrades)
                .dataFetcher("pools", query -> listPools(query, quotes))
                .dataFetcher("pool", query -> findPool(query, quotes));
    }

    private CompletableFuture<TradeConnection> listTrades(DataFetchingEnvironment query) {
        TradeSlice slice = Arguments.read(query, LiquidityParameters::tradeSlice);
        CompletableFuture<AllTimeTrades.Page> page = trades.isKept(slice.part())
                ? Loaders.read(query, slice.part()).thenApply(AllTimeTrades::keptPage)
                : CompletableFuture.completedFuture(trades.read(slice.part()));
        return page.thenApply(found -> TradeConnection.of(slice, found, directory.get()));
    }

    private static CompletableFuture<PoolConnection> listPools(DataFetchingEnvironment query, QuoteRanking quotes) {
        PoolListPart part = Arguments.read(query, in -> LiquidityParameters.pools(in, quotes, "after", "first"));
        return Loaders.read(query, part).thenApply(page -> new PoolConnection(part, page));
    }

    private static CompletableFuture<Optional<MarketPool>> findPool(
            DataFetchingEnvironment query, QuoteRanking quotes) {
        return Loaders.read(query, Arguments.read(query, in -> LiquidityParameters.pool(in, quotes)));
    }

    private static TypeRuntimeWiring.Builder tradeConnections() {
        return Fields.of("TradeConnection", TradeConnection.class)
                .field("edges", TradeConnection::trades)
                .field("nodes", TradeConnection::trades)
                .field("pageInfo", TradeConnection::pageInfo)
                .field("complete", connection -> connection.coverage().map(WindowCoverage::completeSoFar))
                .field("audited", connection -> connection.coverage().map(WindowCoverage::audited))
                .field(
                        "servedFrom",
                        connection -> connection.found().servedFrom().word())
                .field("missing", connection -> connection.found().missing())
                .wiring();
    }

    private static TypeRuntimeWiring.Builder tradeEdges() {
        return Fields.of("TradeEdge", DescribedTrade.class)
                .field("cursor", TradeConnection::cursor)
                .field("node", trade -> trade)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder trades() {
        return Fields.of("Trade", DescribedTrade.class)
                .field("pagingToken", TradeConnection::cursor)
                .field("ledger", row -> row.trade().trade().id().ledger().value())
                .field("ledgerCloseTime", row -> row.trade().trade().ledgerCloseTime())
                .field("type", row -> row.trade().trade().type().word())
                .field("base", row -> row.trade().trade().base().asset())
                .field("counter", row -> row.trade().trade().counter().asset())
                .field("baseAmount", row -> row.trade().trade().base().amount().units())
                .field(
                        "counterAmount",
                        row -> row.trade().trade().counter().amount().units())
                .field("price", row -> row.trade().trade().price())
                .field(
                        "priceN",
                        row -> Long.toString(row.trade().trade().price().n()))
                .field(
                        "priceD",
                        row -> Long.toString(row.trade().trade().price().d()))
                .field("baseIsSeller", row -> row.trade().trade().baseIsSeller())
                .field("baseAccount", row -> row.trade().trade().base().party().findAddress())
                .field(
                        "baseOfferId",
                        row -> text(row.trade().trade().base().party().findOffer()))
                .field(
                        "counterAccount",
                        row -> row.trade().trade().counter().party().findAddress())
                .field(
                        "counterOfferId",
                        row -> text(row.trade().trade().counter().party().findOffer()))
                .field("liquidityPoolId", row -> row.trade().trade().poolId())
                .field("liquidityPoolFeeBp", row -> boxed(row.trade().trade().poolFee()))
                .field("ingestedFrom", row -> row.trade().ingestedFrom().word())
                .field("storedAt", row -> row.trade().storedAt())
                .field("baseAccountDirectory", DescribedTrade::base)
                .field("counterAccountDirectory", DescribedTrade::counter)
                .field("warnings", DescribedTrade::warnings)
                .wiring();
    }

    private static Optional<String> text(OptionalLong number) {
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static TypeRuntimeWiring.Builder pageInfos() {
        return Fields.of("PageInfo", PageInfo.class)
                .field("hasNextPage", PageInfo::hasNextPage)
                .field("hasPreviousPage", PageInfo::hasPreviousPage)
                .field("startCursor", PageInfo::startCursor)
                .field("endCursor", PageInfo::endCursor)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder poolConnections() {
        return Fields.of("PoolConnection", PoolConnection.class)
                .field("edges", PoolConnection::pools)
                .field("nodes", PoolConnection::pools)
                .field("pageInfo", PoolConnection::pageInfo)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder poolEdges() {
        return Fields.of("PoolEdge", MarketPool.class)
                .field("cursor", MarketPool::id)
                .field("node", pool -> pool)
                .wiring();
    }

    /** The fields of a pool beside those that a market's own pools have. */
    private static TypeRuntimeWiring.Builder pools() {
        return Fields.of("MarketPool", MarketPool.class)
                .field("base", pool -> pool.pair().base())
                .field("counter", pool -> pool.pair().counter())
                .field("totalShares", pool -> pool.totalShares().units())
                .field("trustlines", MarketPool::trustlines)
                .wiring();
    }
}
