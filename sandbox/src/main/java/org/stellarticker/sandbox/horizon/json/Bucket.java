package org.stellarticker.sandbox.horizon.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;

/** One interval of a market's aggregation, as Horizon returns it. */
public final class Bucket {

    private static final JsonName TIMESTAMP = JsonName.of("timestamp");
    private static final JsonName TRADE_COUNT = JsonName.of("trade_count");
    private static final JsonName BASE_VOLUME = JsonName.of("base_volume");
    private static final JsonName COUNTER_VOLUME = JsonName.of("counter_volume");
    private static final JsonName AVG = JsonName.of("avg");
    private static final JsonName HIGH = JsonName.of("high");
    private static final JsonName HIGH_R = JsonName.of("high_r");
    private static final JsonName LOW = JsonName.of("low");
    private static final JsonName LOW_R = JsonName.of("low_r");
    private static final JsonName OPEN = JsonName.of("open");
    private static final JsonName OPEN_R = JsonName.of("open_r");
    private static final JsonName CLOSE = JsonName.of("close");
    private static final JsonName CLOSE_R = JsonName.of("close_r");
    private static final JsonName N = JsonName.of("n");
    private static final JsonName D = JsonName.of("d");

    private final long start;
    private long count;
    private BigInteger baseVolume = BigInteger.ZERO;
    private BigInteger counterVolume = BigInteger.ZERO;
    private Price high;
    private Price low;
    private Price open;
    private Price close;

    /**
     * Makes an empty interval.
     *
     * @param start epoch milliseconds
     */
    public Bucket(long start, Price any) {
        this.start = start;
        high = any;
        low = any;
        open = any;
        close = any;
    }

    public long start() {
        return start;
    }

    /** Adds a trade after all others; of equal prices Horizon shows the last one's fraction. */
    public void addLater(long baseAmount, long counterAmount, Price price) {
        add(baseAmount, counterAmount);
        high = price.compareTo(high) >= 0 ? price : high;
        low = price.compareTo(low) <= 0 ? price : low;
        close = price;
    }

    /** Adds a trade before all others. */
    public void addEarlier(long baseAmount, long counterAmount, Price price) {
        add(baseAmount, counterAmount);
        high = price.compareTo(high) > 0 ? price : high;
        low = price.compareTo(low) < 0 ? price : low;
        open = price;
    }

    private void add(long baseAmount, long counterAmount) {
        count++;
        baseVolume = baseVolume.add(BigInteger.valueOf(baseAmount));
        counterVolume = counterVolume.add(BigInteger.valueOf(counterAmount));
    }

    public void write(JsonWriter json) {
        json.beginObject();
        json.name(TIMESTAMP).quoted(start);
        json.name(TRADE_COUNT).quoted(count);
        json.name(BASE_VOLUME).string(new BigDecimal(baseVolume, Amount.SCALE).toPlainString());
        json.name(COUNTER_VOLUME).string(new BigDecimal(counterVolume, Amount.SCALE).toPlainString());
        json.name(AVG).string(average());
        price(json, HIGH, HIGH_R, high);
        price(json, LOW, LOW_R, low);
        price(json, OPEN, OPEN_R, open);
        price(json, CLOSE, CLOSE_R, close);
        json.endObject();
    }

    /** Horizon computes it as a double. */
    private String average() {
        if (baseVolume.signum() == 0) {
            return BigDecimal.ZERO.setScale(Amount.SCALE).toPlainString();
        }
        double average = new BigDecimal(counterVolume)
                .divide(new BigDecimal(baseVolume), MathContext.DECIMAL128)
                .doubleValue();
        return new BigDecimal(average)
                .setScale(Amount.SCALE, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static void price(JsonWriter json, JsonName decimal, JsonName fraction, Price price) {
        json.name(decimal)
                .string(BigDecimal.valueOf(price.n())
                        .divide(BigDecimal.valueOf(price.d()), Amount.SCALE, RoundingMode.HALF_UP)
                        .toPlainString());
        json.name(fraction).beginObject();
        json.name(N).quoted(price.n());
        json.name(D).quoted(price.d());
        json.endObject();
    }
}
