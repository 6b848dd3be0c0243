package org.stellarticker.graphqlserver.graphql.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeRuntimeWiring;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.asset.ValidAsset;

/** Makes the schema of {@code schema.graphqls}, with the value of each field. */
public final class TickerSchema {

    private TickerSchema() {}

    /** @param modules the parts of the schema beside the legacy one */
    public static GraphQLSchema make(List<SchemaModule> modules) {
        var wiring = RuntimeWiring.newRuntimeWiring()
                .scalar(Scalars.BIG_INT)
                .scalar(Scalars.TIME)
                .type(queries())
                .type(assets())
                .type(markets())
                .type(aggregatedMarkets())
                .type(books())
                .type(issuers());
        AssetStatuses.wiring().forEach(wiring::type);
        ExactScalars.ALL.forEach(wiring::scalar);
        TypeDefinitionRegistry types = parsed(TickerSchema.class, "schema.graphqls");
        for (SchemaModule module : modules) {
            types.merge(parsed(module.owner(), module.file()));
            module.wiring().forEach(wiring::type);
        }
        return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
    }

    private static TypeDefinitionRegistry parsed(Class<?> owner, String file) {
        try (var text = new InputStreamReader(Objects.requireNonNull(owner.getResourceAsStream(file), file), UTF_8)) {
            return new SchemaParser().parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TypeRuntimeWiring.Builder queries() {
        return TypeRuntimeWiring.newTypeWiring("Query")
                .strictMode(true)
                .dataFetcher("assets", Queries::assets)
                .dataFetcher("issuers", Queries::issuers)
                .dataFetcher("assetStatus", Queries::assetStatus)
                .dataFetcher("markets", Queries::markets)
                .dataFetcher("ticker", Queries::ticker);
    }

    private static TypeRuntimeWiring.Builder assets() {
        return Fields.of("Asset", ValidAsset.class)
                .field("code", asset -> asset.listed().asset().code())
                .field("issuerAccount", asset -> asset.listed().asset().issuer())
                .field("type", asset -> asset.listed().asset().type())
                .field("numAccounts", asset -> Math.toIntExact(asset.listed().numAccounts()))
                .field("authRequired", asset -> asset.listed().authRequired())
                .field("authRevocable", asset -> asset.listed().authRevocable())
                .field("amount", asset -> asset.listed().amount().doubleValue())
                .field("assetControlledByDomain", ValidAsset::controlledByDomain)
                .field("anchorAssetCode", asset -> asset.currency().anchorAssetCode())
                .field("anchorAssetType", asset -> asset.currency().anchorAssetType())
                .field("isAssetAnchored", asset -> asset.currency().isAssetAnchored())
                .field("displayDecimals", asset -> (long) asset.currency().displayDecimals())
                .field("name", asset -> asset.currency().name())
                .field("desc", asset -> asset.currency().description())
                .field("conditions", asset -> asset.currency().conditions())
                .field("fixedNumber", asset -> asset.currency().fixedNumber())
                .field("maxNumber", asset -> asset.currency().maxNumber())
                .field("isUnlimited", asset -> asset.currency().isUnlimited())
                .field("redemptionInstructions", asset -> asset.currency().redemptionInstructions())
                .field("collateralAddresses", asset -> joined(asset.currency().collateralAddresses()))
                .field(
                        "collateralAddressSignatures",
                        asset -> joined(asset.currency().collateralAddressSignatures()))
                .field("countries", asset -> asset.currency().countries())
                .field("status", asset -> asset.currency().status())
                .field("issuerID", ValidAsset::issuerId)
                .wiring();
    }

    private static String joined(List<String> texts) {
        return String.join(",", texts);
    }

    private static TypeRuntimeWiring.Builder markets() {
        var fields = Fields.of("Market", MarketRow.class)
                .field("tradePair", MarketRow::tradePair)
                .field("baseAssetCode", row -> row.pair().base().code())
                .field("baseAssetIssuer", row -> row.pair().base().issuer())
                .field("counterAssetCode", row -> row.pair().counter().code())
                .field("counterAssetIssuer", row -> row.pair().counter().issuer())
                .field("intervalStart", MarketRow::intervalStart)
                .field("orderbookStats", MarketRow::books);
        return withTrades(fields, MarketRow::trades).wiring();
    }

    private static TypeRuntimeWiring.Builder aggregatedMarkets() {
        var fields = Fields.of("AggregatedMarket", AggregatedMarketRow.class)
                .field("tradePair", AggregatedMarketRow::tradePair)
                .field("intervalStart", AggregatedMarketRow::intervalStart)
                .field("orderbookStats", AggregatedMarketRow::books);
        return withTrades(fields, AggregatedMarketRow::trades).wiring();
    }

    private static <R> Fields<R> withTrades(Fields<R> fields, Function<R, TradeValues> trades) {
        return fields.field("baseVolume", row -> trades.apply(row).baseVolume())
                .field("counterVolume", row -> trades.apply(row).counterVolume())
                .field("tradeCount", row -> trades.apply(row).tradeCount())
                .field("open", row -> trades.apply(row).open())
                .field("low", row -> trades.apply(row).low())
                .field("high", row -> trades.apply(row).high())
                .field("change", row -> trades.apply(row).change())
                .field("close", row -> trades.apply(row).close())
                .field("firstLedgerCloseTime", row -> trades.apply(row).firstLedgerCloseTime())
                .field("lastLedgerCloseTime", row -> trades.apply(row).lastLedgerCloseTime());
    }

    private static TypeRuntimeWiring.Builder books() {
        return Fields.of("OrderbookStats", BookValues.class)
                .field("bidCount", BookValues::bidCount)
                .field("bidVolume", BookValues::bidVolume)
                .field("bidMax", BookValues::bidMax)
                .field("askCount", BookValues::askCount)
                .field("askVolume", BookValues::askVolume)
                .field("askMin", BookValues::askMin)
                .field("spread", BookValues::spread)
                .field("spreadMidPoint", BookValues::spreadMidPoint)
                .wiring();
    }

    private static TypeRuntimeWiring.Builder issuers() {
        return Fields.of("Issuer", Issuer.class)
                .field("publicKey", Issuer::publicKey)
                .field("name", Issuer::name)
                .field("url", Issuer::url)
                .field("tomlURL", Issuer::tomlUrl)
                .field("federationServer", Issuer::federationServer)
                .field("authServer", Issuer::authServer)
                .field("transferServer", Issuer::transferServer)
                .field("webAuthEndpoint", Issuer::webAuthEndpoint)
                .field("depositServer", Issuer::depositServer)
                .field("orgTwitter", Issuer::orgTwitter)
                .wiring();
    }
}
