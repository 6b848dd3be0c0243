package org.stellarticker.db.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter;
import org.stellarticker.core.subscription.SubscriptionFilter.ClosedCandles;
import org.stellarticker.core.subscription.SubscriptionFilter.Direction;
import org.stellarticker.core.subscription.SubscriptionFilter.Disagreements;
import org.stellarticker.core.subscription.SubscriptionFilter.Gaps;
import org.stellarticker.core.subscription.SubscriptionFilter.NewMarkets;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Columns;

/** Writes a filter to the columns of a subscription, and reads a subscription. */
final class SubscriptionRow {

    private SubscriptionRow() {}

    /** Returns the values of type, base, counter, asset, candle_interval, minimum, level, direction and hysteresis. */
    static @Nullable Object[] values(SubscriptionFilter filter) {
        String type = filter.type().word();
        @Nullable
        String base = filter.market().map(market -> market.base().sep11()).orElse(null);
        @Nullable
        String counter = filter.market().map(market -> market.counter().sep11()).orElse(null);
        return switch (filter) {
            case Trades trades ->
                new @Nullable Object[] {type, base, counter, null, null, trades.minimum(), null, null, null};
            case ClosedCandles candles ->
                new @Nullable Object[] {
                    type, base, counter, null, candles.interval().word(), null, null, null, null
                };
            case PriceCrossing price ->
                new @Nullable Object[] {
                    type, base, counter, null, null, null, price.level(), word(price.direction()), price.hysteresis()
                };
            case NewMarkets markets ->
                new @Nullable Object[] {
                    type, null, null, markets.asset().map(Asset::sep11), null, null, null, null, null
                };
            case Gaps _, Disagreements _ ->
                new @Nullable Object[] {type, null, null, null, null, null, null, null, null};
        };
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
                Columns.instant(columns, "created_at"),
                Columns.instant(columns, "changed_at"),
                Columns.instant(columns, "enabled_at"),
                Columns.findInstant(columns, "ends_at"),
                Columns.findInstant(columns, "deleted_at").isPresent(),
                columns.getLong("after_event"),
                columns.getLong("revision"));
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
            case NEW_MARKET -> new NewMarkets(Columns.findText(columns, "asset").map(Asset::parse));
            case GAP -> new Gaps();
            case AUDIT -> new Disagreements();
        };
    }

    private static TradePair market(ResultSet columns) throws SQLException {
        return new TradePair(Asset.parse(Columns.text(columns, "base")), Asset.parse(Columns.text(columns, "counter")));
    }
}
