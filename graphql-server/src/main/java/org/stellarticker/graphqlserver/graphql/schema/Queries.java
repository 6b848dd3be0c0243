package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.ValidAsset;
import org.stellarticker.marketdata.legacy.LegacyWindow;
import org.stellarticker.marketdata.legacy.MarketFilter;
import org.stellarticker.marketdata.part.AssetStatusPart;
import org.stellarticker.marketdata.part.IssuersPart;
import org.stellarticker.marketdata.part.LegacyWindowPart;
import org.stellarticker.marketdata.part.ValidAssetsPart;

/** The fields of {@code Query}. Each requests its part of a snapshot; all parts of an answer are then read at once. */
final class Queries {

    private static final int DEFAULT_HOURS = 24;
    private static final int MOST_HOURS = 168;

    private Queries() {}

    static CompletableFuture<List<ValidAsset>> assets(DataFetchingEnvironment query) {
        return Loaders.read(query, new ValidAssetsPart());
    }

    static CompletableFuture<List<Issuer>> issuers(DataFetchingEnvironment query) {
        return Loaders.read(query, new IssuersPart());
    }

    static CompletableFuture<Optional<AssetStatus>> assetStatus(DataFetchingEnvironment query) {
        Asset asset = asset(
                text(query, "code").orElseThrow(), text(query, "issuerAccount").orElseThrow());
        return Loaders.read(query, new AssetStatusPart(asset));
    }

    private static Asset asset(String code, String issuer) {
        if (code.equals(NativeAsset.XLM.code()) && issuer.equals(NativeAsset.XLM.issuer())) {
            return NativeAsset.XLM;
        }
        try {
            return Asset.issued(code, issuer);
        } catch (IllegalArgumentException noAsset) {
            throw new QueryException(
                    "code, issuerAccount: expected an asset's code of 1 to 12 letters and digits and the"
                            + " account (G…) that issues it");
        }
    }

    static CompletableFuture<List<MarketRow>> markets(DataFetchingEnvironment query) {
        int hours = hours(query);
        var filter = new MarketFilter(
                text(query, "baseAssetCode"),
                text(query, "baseAssetIssuer"),
                text(query, "counterAssetCode"),
                text(query, "counterAssetIssuer"));
        return window(query, hours, window -> window.markets(filter));
    }

    static CompletableFuture<List<AggregatedMarketRow>> ticker(DataFetchingEnvironment query) {
        int hours = hours(query);
        MarketFilter filter = text(query, "pairName").map(Queries::codes).orElse(MarketFilter.ALL);
        return window(query, hours, window -> window.aggregated(filter));
    }

    private static MarketFilter codes(String pairName) {
        String[] codes = pairName.split("_", -1);
        if (codes.length != 2) {
            throw new QueryException(QueryException.NOT_RETRIEVED);
        }
        return new MarketFilter(Optional.of(codes[0]), Optional.empty(), Optional.of(codes[1]), Optional.empty());
    }

    private static int hours(DataFetchingEnvironment query) {
        int hours = argument(query, "numHoursAgo", Integer.class).orElse(DEFAULT_HOURS);
        if (hours > MOST_HOURS) {
            throw new QueryException("numHoursAgo cannot be greater than 168 (7 days)");
        }
        return hours;
    }

    private static <T> CompletableFuture<T> window(
            DataFetchingEnvironment query, int hours, Function<WindowRows, T> rows) {
        // No trade is later than now or a time to come. The legacy ticker returned none, too.
        return hours <= 0
                ? CompletableFuture.completedFuture(rows.apply(new WindowRows(LegacyWindow.EMPTY)))
                : Loaders.snapshot(query, new LegacyWindowPart(hours))
                        .thenApply(
                                snapshot -> rows.apply(SnapshotRows.of(snapshot).window(hours)));
    }

    private static <T> Optional<T> argument(DataFetchingEnvironment query, String name, Class<T> type) {
        return Optional.ofNullable(type.cast(query.getArguments().get(name)));
    }

    private static Optional<String> text(DataFetchingEnvironment query, String argument) {
        return argument(query, argument, String.class);
    }
}
