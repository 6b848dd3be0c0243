package org.stellarticker.db.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import org.stellarticker.db.Columns;

/** Writes a filter to the columns of a subscription, and reads a subscription. */
final class SubscriptionRow {

    private static final List<String> COLUMNS = List.of(
            "type",
            "base",
            "counter",
            "asset",
            "code",
            "domain",
            "candle_interval",
            "minimum",
            "level",
            "direction",
            "hysteresis",
            "seconds");

    private SubscriptionRow() {}

    /** Returns the values of type, base, counter, asset, code, domain, candle_interval, minimum, level, direction, hysteresis and seconds. */
    static @Nullable Object[] values(SubscriptionFilter filter) {
        var values = new HashMap<String, Object>();
        filter.market().ifPresent(market -> {
            values.put("base", market.base().sep11());
            values.put("counter", market.counter().sep11());
        });
        switch (filter) {
            case Trades trades -> trades.minimum().ifPresent(minimum -> values.put("minimum", minimum));
            case ClosedCandles candles ->
                values.put("candle_interval", candles.interval().word());
            case PriceCrossing price -> {
                values.put("level", price.level());
                values.put("direction", word(price.direction()));
                values.put("hysteresis", price.hysteresis());
            }
            case Volume volume -> {
                values.put("minimum", volume.above());
                values.put("seconds", Math.toIntExact(volume.window().toSeconds()));
            }
            case Spread spread -> {
                values.put("minimum", spread.above());
                values.put("seconds", Math.toIntExact(spread.window().toSeconds()));
            }
            case NewMarkets markets -> markets.asset().ifPresent(asset -> values.put("asset", asset.sep11()));
            case NewAssets assets -> {
                assets.code().ifPresent(code -> values.put("code", code));
                assets.domain().ifPresent(domain -> values.put("domain", domain));
            }
            case AssetChanges changes -> values.put("asset", changes.asset().sep11());
            case StaleFeed feed ->
                values.put("seconds", Math.toIntExact(feed.after().toSeconds()));
            case Gaps _, Disagreements _ -> {
                // These have no members.
            }
        }
        values.put("type", filter.type().word());
        return COLUMNS.stream().map(values::get).toArray();
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    static EventSubscription read(ResultSet columns) throws SQLException {
        return new EventSubscription(
                columns.getLong("id"),
                columns.getLong("account_id"),
                Columns.text(columns, "name"),
                filter(columns),
                webhook(columns),
                columns.getBoolean("active"),
                pause(columns),
                Columns.instant(columns, "created_at"),
                Columns.instant(columns, "changed_at"),
                Columns.instant(columns, "enabled_at"),
                Columns.findInstant(columns, "ends_at"),
                Columns.findInstant(columns, "deleted_at").isPresent(),
                columns.getLong("after_event"),
                columns.getLong("revision"));
    }

    private static Optional<EventSubscription.Pause> pause(ResultSet columns) throws SQLException {
        String reason = Columns.text(columns, "pause_reason");
        return Columns.findInstant(columns, "paused_at").map(at -> new EventSubscription.Pause(at, reason));
    }

    private static Optional<Webhook> webhook(ResultSet columns) throws SQLException {
        return Columns.text(columns, "delivery").equals("webhook")
                ? Optional.of(
                        new Webhook(Columns.text(columns, "url"), columns.getBoolean("ordered"), secrets(columns)))
                : Optional.empty();
    }

    static WebhookSecrets secrets(ResultSet columns) throws SQLException {
        return new WebhookSecrets(
                Columns.text(columns, "secret"),
                Optional.of(Columns.text(columns, "previous_secret")).filter(text -> !text.isEmpty()),
                Columns.findInstant(columns, "previous_secret_until"));
    }

    private static SubscriptionFilter filter(ResultSet columns) throws SQLException {
        String word = Columns.text(columns, "type");
        SubscriptionType type = SubscriptionType.find(word)
                .orElseThrow(() -> new IllegalStateException("expected a type of subscriptions, found " + word));
        return switch (type) {
            case TRADE -> new Trades(market(columns), Optional.ofNullable(columns.getBigDecimal("minimum")));
            case CANDLE ->
                new ClosedCandles(
                        market(columns),
                        CandleInterval.find(Columns.text(columns, "candle_interval"))
                                .orElseThrow());
            case PRICE ->
                new PriceCrossing(
                        market(columns),
                        Direction.valueOf(Columns.text(columns, "direction").toUpperCase(Locale.ROOT)),
                        columns.getBigDecimal("level"),
                        columns.getBigDecimal("hysteresis"));
            case VOLUME ->
                new Volume(
                        market(columns),
                        Duration.ofSeconds(columns.getInt("seconds")),
                        columns.getBigDecimal("minimum"));
            case SPREAD ->
                new Spread(
                        market(columns),
                        Duration.ofSeconds(columns.getInt("seconds")),
                        columns.getBigDecimal("minimum"));
            case NEW_ASSET -> new NewAssets(Columns.findText(columns, "code"), Columns.findText(columns, "domain"));
            case ASSET -> new AssetChanges(Asset.parse(Columns.text(columns, "asset")));
            case FEED -> new StaleFeed(Duration.ofSeconds(columns.getInt("seconds")));
            case NEW_MARKET -> new NewMarkets(Columns.findText(columns, "asset").map(Asset::parse));
            case GAP -> new Gaps();
            case AUDIT -> new Disagreements();
        };
    }

    private static TradePair market(ResultSet columns) throws SQLException {
        return new TradePair(Asset.parse(Columns.text(columns, "base")), Asset.parse(Columns.text(columns, "counter")));
    }
}
