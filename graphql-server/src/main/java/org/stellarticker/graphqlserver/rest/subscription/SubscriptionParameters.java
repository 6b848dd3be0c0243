package org.stellarticker.graphqlserver.rest.subscription;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
import org.stellarticker.db.subscription.NewSubscription;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.publichttp.WebhookUrls;

/** Reads what requests say of subscriptions. */
final class SubscriptionParameters {

    private static final int LONGEST_NAME = 60;
    private static final String URL = "an https address of a public host, without credentials";

    /** Prices and amounts have no more digits. */
    private static final int MOST_DIGITS = 40;

    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final int USUAL_STALE = 300;

    private static final BigDecimal LARGEST_HYSTERESIS = BigDecimal.valueOf(50);

    /** Of an ask that is nothing but large against its bid. */
    private static final BigDecimal LARGEST_SPREAD = BigDecimal.valueOf(200);

    private final WebhookUrls urls;
    private final Clock clock;

    SubscriptionParameters(WebhookUrls urls, Clock clock) {
        this.urls = urls;
        this.clock = clock;
    }

    /** Reads the number of the path's subscription, or of another row. */
    static long id(ApiRequest request) throws RequestException {
        return request.read(in -> in.value("id", "the number of a subscription", SubscriptionParameters::number)
                .required());
    }

    static long number(String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException("expected a number above 0");
        }
        return number;
    }

    /**
     * What a body asks for.
     *
     * @param delivery empty for a stream
     */
    record Wanted(String name, SubscriptionFilter filter, Optional<Delivery> delivery, Optional<Instant> endsAt) {

        /** @param secret signs the webhooks; not used for a stream */
        NewSubscription of(long account, String secret) {
            return new NewSubscription(
                    account,
                    name,
                    filter,
                    delivery.map(to -> new Webhook(
                            to.url(), to.ordered(), new WebhookSecrets(secret, Optional.empty(), Optional.empty()))),
                    endsAt);
        }
    }

    /** The delivery by webhook. */
    record Delivery(String url, boolean ordered) {}

    /** Reads a new subscription. */
    Wanted wanted(JsonMembers in) {
        SubscriptionType type = in.choice("type", words(SubscriptionType.values(), SubscriptionType::word))
                .required();
        String name = in.text("name", LONGEST_NAME).or("");
        // Without a type, the members of the filter cannot be judged.
        SubscriptionFilter filter = type == null
                ? in.object("filter", _ -> (SubscriptionFilter) new Gaps()).or(new Gaps())
                : in.object("filter", members -> filter(type, members)).required();
        Optional<Delivery> delivery = in.object("delivery", this::delivery).required();
        return new Wanted(name, filter, delivery, endsAt(in));
    }

    private Optional<Instant> endsAt(JsonMembers in) {
        Optional<Instant> end = in.time("ends_at").optional();
        if (end.filter(time -> !time.isAfter(clock.instant())).isPresent()) {
            in.fault("ends_at", "a time in the future");
        }
        return end;
    }

    private Optional<Delivery> delivery(JsonMembers in) {
        Map<String, Boolean> types = new LinkedHashMap<>();
        types.put("webhook", true);
        types.put("stream", false);
        Parameter<Boolean> webhook = in.choice("type", types);
        Parameter<String> url = url(in);
        Parameter<Boolean> ordered = in.flag("ordered");
        if (!Boolean.TRUE.equals(webhook.required())) {
            if (url.optional().isPresent()) {
                in.fault("url", "no address for a stream");
            }
            return Optional.empty();
        }
        return Optional.of(new Delivery(url.required(), ordered.or(false)));
    }

    private Parameter<String> url(JsonMembers in) {
        return in.value("url", URL, text -> Optional.of(urls.check(text)));
    }

    private static SubscriptionFilter filter(SubscriptionType type, JsonMembers in) {
        return switch (type) {
            case TRADE ->
                new Trades(market(in), positive(in, "minimum_base_amount").optional());
            case CANDLE ->
                new ClosedCandles(
                        market(in),
                        in.choice("interval", words(CandleInterval.values(), CandleInterval::word))
                                .required());
            case PRICE ->
                new PriceCrossing(
                        market(in),
                        in.choice("direction", words(Direction.values(), SubscriptionParameters::word))
                                .required(),
                        positive(in, "price").required(),
                        in.value(
                                        "hysteresis_percent",
                                        "a decimal from 0 to 50, as a text",
                                        text -> decimal(text)
                                                .filter(number -> number.compareTo(LARGEST_HYSTERESIS) <= 0))
                                .or(BigDecimal.ONE));
            case VOLUME ->
                new Volume(
                        market(in),
                        Duration.ofSeconds(seconds(in, "window_seconds").required()),
                        positive(in, "above").required());
            case SPREAD ->
                new Spread(
                        market(in),
                        Duration.ofSeconds(seconds(in, "window_seconds").required()),
                        in.value(
                                        "above_percent",
                                        "a decimal above 0 and below 200, as a text such as \"2.5\"",
                                        text -> decimal(text)
                                                .filter(number ->
                                                        number.signum() > 0 && number.compareTo(LARGEST_SPREAD) < 0))
                                .required());
            case NEW_ASSET ->
                new NewAssets(
                        in.value(
                                        "code",
                                        "a code of 1 to 12 letters and digits",
                                        text -> Optional.of(text).filter(code -> code.matches("[A-Za-z0-9]{1,12}")))
                                .optional(),
                        in.value(
                                        "domain",
                                        "a domain in lower case, such as example.com",
                                        text -> Optional.of(text)
                                                .filter(name -> name.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")
                                                        && name.length() <= 253))
                                .optional());
            case ASSET -> new AssetChanges(asset(in, "asset").required());
            case FEED ->
                new StaleFeed(Duration.ofSeconds(seconds(in, "stale_seconds").or(USUAL_STALE)));
            case NEW_MARKET -> new NewMarkets(asset(in, "asset").optional());
            case GAP -> new Gaps();
            case AUDIT -> new Disagreements();
        };
    }

    static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        var words = new LinkedHashMap<String, T>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
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

    /**
     * What is to be changed; what is empty stays.
     *
     * @param clearsEnd whether the subscription has no end from now on
     */
    record Change(
            Optional<String> name,
            Optional<String> url,
            Optional<Boolean> ordered,
            Optional<Boolean> active,
            Optional<Instant> endsAt,
            boolean clearsEnd) {}

    /** Reads a change. */
    Change change(JsonMembers in) {
        return new Change(
                in.text("name", LONGEST_NAME).optional(),
                url(in).optional(),
                in.flag("ordered").optional(),
                in.flag("active").optional(),
                endsAt(in),
                in.has("ends_at") && in.time("ends_at").optional().isEmpty());
    }

    /**
     * What is to be sent once more: one message, or those of a range.
     *
     * @param from of what happened, inclusive
     * @param to exclusive
     */
    record Replay(Optional<Long> delivery, Optional<Instant> from, Optional<Instant> to) {}

    static Replay replay(JsonMembers in) {
        Optional<Long> delivery = in.value("delivery_id", "the id of a delivery", text -> Optional.of(number(text)))
                .optional();
        Parameter<Instant> from = in.time("from");
        Parameter<Instant> to = in.time("to");
        if (delivery.isPresent()) {
            if (from.optional().isPresent() || to.optional().isPresent()) {
                in.fault("delivery_id", "either one delivery, or a range by from and to");
            }
            return new Replay(delivery, Optional.empty(), Optional.empty());
        }
        Instant begin = from.required();
        Instant end = to.required();
        if (begin != null && end != null && !begin.isBefore(end)) {
            in.fault("to", "a time after from");
        }
        return new Replay(Optional.empty(), Optional.ofNullable(begin), Optional.ofNullable(end));
    }
}
