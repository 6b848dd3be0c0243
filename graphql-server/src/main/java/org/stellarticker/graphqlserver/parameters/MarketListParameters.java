package org.stellarticker.graphqlserver.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.overview.MarketOverviewPart;
import org.stellarticker.marketdata.overview.MarketOverviewReader;
import org.stellarticker.marketdata.overview.MarketOverviews;
import org.stellarticker.marketdata.overview.MarketSort;
import org.stellarticker.marketdata.overview.MarketSort.Position;
import org.stellarticker.marketdata.part.MarketPart;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/** Reads questions about the list of all markets. */
public final class MarketListParameters {

    private static final int LIMIT = 100;
    private static final int MOST = 1000;

    /** No value of a market has more digits. */
    private static final int LONGEST_VALUE = 60;

    /** The orders of the list by their names. */
    public static final Map<String, MarketSort> SORTS = sorts();

    private final MarketOverviewReader reader;

    public MarketListParameters(ReferenceAssets references) {
        this.reader = new MarketOverviewReader(references);
    }

    private static Map<String, MarketSort> sorts() {
        var sorts = new LinkedHashMap<String, MarketSort>();
        for (MarketSort sort : MarketSort.values()) {
            sorts.put(sort.word(), sort);
        }
        return Collections.unmodifiableMap(sorts);
    }

    /** A page of a list. */
    public record Question(MarketOverviewPart part, MarketSort sort, Optional<Position> after, int limit) {

        public MarketOverviews.Page page(MarketOverviews markets) {
            return markets.page(sort, after, limit);
        }
    }

    /** Reads {@code window}, {@code sort}, {@code limit} and {@code cursor}. */
    public Question read(RequestParameters in) {
        int hours = in.choice("window", MarketParameters.WINDOWS).or(MarketPart.HOURS);
        MarketSort sort = in.choice("sort", SORTS).or(MarketSort.BASE_VOLUME_USD);
        int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
        Optional<Position> after = in.value(
                        "cursor", "the next_cursor of a page in the same order", MarketListParameters::position)
                .optional();
        return new Question(new MarketOverviewPart(reader, hours), sort, after, limit);
    }

    /** Returns the text of a position, by which the next page is asked for. */
    public static String cursor(Position position) {
        String text = position.value().map(BigDecimal::toString).orElse("") + " "
                + position.pair().base().sep11() + " "
                + position.pair().counter().sep11();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static Position position(String cursor) {
        String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(" ", -1);
        if (parts.length != 3 || parts[0].length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("expected three parts");
        }
        Optional<BigDecimal> value = parts[0].isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(parts[0]));
        return new Position(value, new TradePair(Asset.parse(parts[1]), Asset.parse(parts[2])));
    }
}
