package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.graphqlserver.parameters.MarketListParameters;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.graphqlserver.parameters.PriceParameters;
import org.stellarticker.graphqlserver.parameters.SearchParameters;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.overview.MarketSort;
import org.stellarticker.marketdata.price.Quote;
import org.stellarticker.marketdata.search.MoverOrder;

/** Scalars with exact texts, which REST has, too. */
final class ExactScalars {

    /** No amount and no price of the network is longer; a power of ten could be. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    static final List<GraphQLScalarType> ALL = List.of(
            scalar("Decimal", ExactScalars::decimal, ExactScalars::usualDecimal, "a decimal such as 0.25"),
            scalar("AssetId", Asset.class, Asset::sep11, ExactScalars::usualAsset, RequestParameters.ASSET),
            scalar("PriceQuote", Quote.class, Quote::text, ExactScalars::usualQuote, PriceParameters.QUOTE),
            words("MoverOrder", MoverOrder.class, MoverOrder::word, SearchParameters.ORDERS.keySet()),
            words("MarketSort", MarketSort.class, MarketSort::word, MarketListParameters.SORTS.keySet()),
            words("CandleInterval", CandleInterval.class, CandleInterval::word, MarketParameters.INTERVALS.keySet()),
            words("MarketWindow", String.class, Function.identity(), MarketParameters.WINDOWS.keySet()));

    private ExactScalars() {}

    private static GraphQLScalarType scalar(
            String name,
            Function<Object, String> written,
            Function<String, Optional<String>> usualForm,
            String expected) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new TextCoercing(written, usualForm, expected))
                .build();
    }

    private static <T> GraphQLScalarType scalar(
            String name,
            Class<T> type,
            Function<T, String> written,
            Function<String, Optional<String>> usualForm,
            String expected) {
        return scalar(name, value -> written.apply(typed(value, type)), usualForm, expected);
    }

    private static <T> GraphQLScalarType words(
            String name, Class<T> type, Function<T, String> written, Set<String> words) {
        return scalar(
                name, type, written, text -> Optional.of(text).filter(words::contains), RequestParameters.oneOf(words));
    }

    private static <T> T typed(Object value, Class<T> type) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw new CoercingSerializeException("expected " + type + ", found " + value.getClass());
    }

    /** Writes amounts with all their digits, and prices with 20 significant ones. */
    private static String decimal(Object value) {
        return value instanceof Price price ? PlainDecimal.of(price) : PlainDecimal.of(typed(value, BigDecimal.class));
    }

    private static Optional<String> usualDecimal(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(PlainDecimal.of(new BigDecimal(text))) : Optional.empty();
    }

    private static Optional<String> usualQuote(String text) {
        try {
            return Optional.of(Quote.parse(text).text());
        } catch (IllegalArgumentException noQuote) {
            return Optional.empty();
        }
    }

    private static Optional<String> usualAsset(String text) {
        try {
            return Optional.of(Asset.parse(text).sep11());
        } catch (IllegalArgumentException noAsset) {
            return Optional.empty();
        }
    }
}
