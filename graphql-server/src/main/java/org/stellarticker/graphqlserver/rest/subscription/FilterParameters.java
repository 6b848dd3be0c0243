package org.stellarticker.graphqlserver.rest.subscription;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter;
import org.stellarticker.core.subscription.SubscriptionFilter.AssetChanges;
import org.stellarticker.core.subscription.SubscriptionFilter.ClosedCandles;
import org.stellarticker.core.subscription.SubscriptionFilter.Direction;
import org.stellarticker.core.subscription.SubscriptionFilter.Disagreements;
import org.stellarticker.core.subscription.SubscriptionFilter.Gaps;
import org.stellarticker.core.subscription.SubscriptionFilter.NewAssets;
import org.stellarticker.core.subscription.SubscriptionFilter.NewMarkets;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;
import org.stellarticker.core.subscription.SubscriptionFilter.Spread;
import org.stellarticker.core.subscription.SubscriptionFilter.StaleFeed;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.core.subscription.SubscriptionFilter.Volume;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.RequestParameters;

/** Reads the filter of each type. */
final class FilterParameters {

    /** Prices and amounts have no more digits. */
    private static final int MOST_DIGITS = 40;

    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final int USUAL_STALE = 300;

    private static final BigDecimal LARGEST_HYSTERESIS = BigDecimal.valueOf(50);

    /** Of an ask that is nothing but large against its bid. */
    private static final BigDecimal LARGEST_SPREAD = BigDecimal.valueOf(200);

    private FilterParameters() {}

    static SubscriptionFilter filter(SubscriptionType type, JsonMembers in) {
        return switch (type) {
            case TRADE ->
                new Trades(market(in), positive(in, "minimum_base_amount").optional());
            case CANDLE ->
                new ClosedCandles(
                        market(in),
                        in.choice(
                                        "interval",
                                        SubscriptionParameters.words(CandleInterval.values(), CandleInterval::word))
                                .required());
            case PRICE -> price(in);
            case VOLUME ->
                new Volume(
                        market(in),
                        Duration.ofSeconds(seconds(in, "window_seconds").required()),
                        positive(in, "above").required());
            case SPREAD -> spread(in);
            case NEW_ASSET -> newAssets(in);
            case ASSET -> new AssetChanges(asset(in, "asset").required());
            case FEED ->
                new StaleFeed(Duration.ofSeconds(seconds(in, "stale_seconds").or(USUAL_STALE)));
            case NEW_MARKET -> new NewMarkets(asset(in, "asset").optional());
            case GAP -> new Gaps();
            case AUDIT -> new Disagreements();
        };
    }

    private static SubscriptionFilter price(JsonMembers in) {
        return new PriceCrossing(
                market(in),
                in.choice("direction", SubscriptionParameters.words(Direction.values(), SubscriptionParameters::word))
                        .required(),
                positive(in, "price").required(),
                in.value(
                                "hysteresis_percent",
                                "a decimal from 0 to 50, as a text",
                                text -> decimal(text).filter(number -> number.compareTo(LARGEST_HYSTERESIS) <= 0))
                        .or(BigDecimal.ONE));
    }

    private static SubscriptionFilter spread(JsonMembers in) {
        return new Spread(
                market(in),
                Duration.ofSeconds(seconds(in, "window_seconds").required()),
                in.value(
                                "above_percent",
                                "a decimal above 0 and below 200, as a text such as \"2.5\"",
                                text -> decimal(text)
                                        .filter(number -> number.signum() > 0 && number.compareTo(LARGEST_SPREAD) < 0))
                        .required());
    }

    private static SubscriptionFilter newAssets(JsonMembers in) {
        return new NewAssets(
                in.value(
                                "code",
                                "a code of 1 to 12 letters and digits",
                                text -> Optional.of(text).filter(code -> code.matches("[A-Za-z0-9]{1,12}")))
                        .optional(),
                in.value(
                                "domain",
                                "a domain in lower case, such as example.com",
                                text -> Optional.of(text)
                                        .filter(name ->
                                                name.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+") && name.length() <= 253))
                        .optional());
    }

    private static Parameter<Integer> seconds(JsonMembers in, String name) {
        return in.wholeNumber(name, 60, Math.toIntExact(LONGEST_WINDOW.toSeconds()));
    }

    private static TradePair market(JsonMembers in) {
        Asset base = asset(in, "base").required();
        Asset counter = asset(in, "counter").required();
        if (base != null && base.equals(counter)) {
            in.fault("counter", "another asset than the base");
        }
        return new TradePair(base, counter);
    }

    private static Parameter<Asset> asset(JsonMembers in, String name) {
        return in.value(name, RequestParameters.ASSET, text -> Optional.of(Asset.parse(text)));
    }

    private static Parameter<BigDecimal> positive(JsonMembers in, String name) {
        return in.value(
                name,
                "a decimal above 0, as a text such as \"0.25\"",
                text -> decimal(text).filter(number -> number.signum() > 0));
    }

    /** Reads a plain decimal: an exponent could stand for a number of a million digits. */
    private static Optional<BigDecimal> decimal(String text) {
        return text.length() <= MOST_DIGITS && text.matches("[0-9]+(\\.[0-9]+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
