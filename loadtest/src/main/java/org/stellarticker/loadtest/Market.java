package org.stellarticker.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;

/** An instrument, and where its market is. */
final class Market {

    private final String symbol;
    private final int priceDecimals;
    private final BigDecimal lot;
    private final BigDecimal minimum;

    /** The best prices in ticks; read by all users, written once a second. */
    private volatile Prices prices = new Prices(0, 0);

    /**
     * The best prices.
     *
     * @param bid in ticks
     * @param ask in ticks
     */
    record Prices(long bid, long ask) {}

    Market(String symbol, int priceDecimals, BigDecimal lot, BigDecimal minimum) {
        this.symbol = symbol;
        this.priceDecimals = priceDecimals;
        this.lot = lot;
        this.minimum = minimum;
    }

    static Market of(JsonNode item) {
        return new Market(
                item.path("instrument").asText(),
                new BigDecimal(item.path("tick").asText()).scale(),
                new BigDecimal(item.path("lot").asText()),
                new BigDecimal(item.path("minimum").asText()));
    }

    String symbol() {
        return symbol;
    }

    Prices prices() {
        return prices;
    }

    /**
     * Takes the best prices of a book. An empty side is a tick from the other one.
     *
     * @throws IOException when nobody offers anything
     */
    void take(JsonNode depth) throws IOException {
        long bid = best(depth.path("bids"));
        long ask = best(depth.path("asks"));
        if (bid == 0 && ask == 0) {
            throw new IOException(symbol + ": expected an offer in its book, found none; are the bots running?");
        }
        prices = new Prices(bid == 0 ? Math.max(1, ask - 1) : bid, ask == 0 ? bid + 1 : ask);
    }

    private long best(JsonNode levels) {
        return levels.isEmpty()
                ? 0
                : new BigDecimal(levels.path(0).path(0).asText())
                        .movePointRight(priceDecimals)
                        .longValueExact();
    }

    /** Returns a price as the exchange wants it. */
    String price(long ticks) {
        return BigDecimal.valueOf(ticks, priceDecimals).toPlainString();
    }

    /** Returns the smallest amount and some lots more. */
    String amount(int lots) {
        return minimum.add(lot.multiply(BigDecimal.valueOf(lots))).toPlainString();
    }
}
