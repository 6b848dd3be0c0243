package org.stellarticker.graphqlserver.parameters;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.price.AssetPrice;
import org.stellarticker.marketdata.price.PriceHistoryPart;
import org.stellarticker.marketdata.price.PriceTable;
import org.stellarticker.marketdata.price.PriceTablePart;
import org.stellarticker.marketdata.price.Quote;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/** Reads questions about prices of assets. */
public final class PriceParameters {

    /** The most assets of one question. */
    public static final int MOST_ASSETS = 200;

    /** What a quote's text is expected to be. */
    public static final String QUOTE = "USD, native or CODE:ISSUER";

    private final List<Asset> dollars;

    public PriceParameters(ReferenceAssets references) {
        this.dollars = references.dollars();
    }

    /** The prices of some assets. */
    public record Question(PriceTablePart part, List<Asset> assets, Quote quote) {

        public Question {
            assets = List.copyOf(assets);
        }

        /** Returns the prices in the order in which they were asked for. */
        public List<AssetPrice> prices(PriceTable table) {
            return assets.stream().map(asset -> table.price(asset, quote)).toList();
        }
    }

    /** Reads {@code asset} and {@code quote}, which is {@code USD} when not given. */
    public Question price(RequestParameters in) {
        Asset asset = in.asset("asset").required();
        Quote quote = quote(in).or(new Quote.Dollars());
        return new Question(new PriceTablePart(dollars), List.of(asset), quote);
    }

    /** Reads {@code assets}, separated by commas, and {@code quote}; an asset that is named twice counts once. */
    public Question prices(RequestParameters in) {
        List<Asset> assets = in.value(
                        "assets",
                        "1 to " + MOST_ASSETS + " assets, each native or CODE:ISSUER, separated by commas",
                        PriceParameters::assets)
                .required();
        Quote quote = quote(in).or(new Quote.Dollars());
        return new Question(new PriceTablePart(dollars), assets, quote);
    }

    private static List<Asset> assets(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > MOST_ASSETS) {
            throw new IllegalArgumentException("expected at most " + MOST_ASSETS + " assets, found " + parts.length);
        }
        return Arrays.stream(parts).map(Asset::parse).distinct().toList();
    }

    /** Reads {@code asset}, {@code quote}, {@code interval}, {@code from}, {@code to}, {@code limit}. */
    public PriceHistoryPart history(RequestParameters in) {
        Asset asset = in.asset("asset").required();
        Quote quote = quote(in).or(new Quote.Dollars());
        CandleInterval interval =
                in.choice("interval", MarketParameters.INTERVALS).required();
        Optional<Instant> from = time(in, "from");
        Optional<Instant> cursor = time(in, "cursor");
        Optional<Instant> to = time(in, "to");
        int limit = in.wholeNumber("limit", 1, CandlesPart.MOST).or(CandlesPart.LIMIT);
        from.ifPresent(begin -> to.ifPresent(end -> ParameterChecks.ordered(in, begin, end)));
        return new PriceHistoryPart(asset, quote, dollars, interval, cursor.or(() -> from), to, limit);
    }

    private static Optional<Instant> time(RequestParameters in, String name) {
        return in.time(name).optional().map(time -> time.truncatedTo(ChronoUnit.MICROS));
    }

    private static Parameter<Quote> quote(RequestParameters in) {
        return in.value("quote", QUOTE, Quote::parse);
    }
}
