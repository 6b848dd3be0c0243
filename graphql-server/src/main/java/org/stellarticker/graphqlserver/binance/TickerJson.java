package org.stellarticker.graphqlserver.binance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.marketdata.Vwap;
import org.stellarticker.marketdata.listing.ListedMarket;
import org.stellarticker.marketdata.listing.QuotedMarket;
import org.stellarticker.marketdata.listing.QuotedMarkets.Quotes;

/** The tickers of a market. Prices are without dust; what there is none of is 0, as Binance has it. */
final class TickerJson {

    private static final Duration DAY = Duration.ofHours(24);

    private TickerJson() {}

    /** @param mini whether only prices and volumes are wanted */
    static void day(JsonGenerator json, Quotes quotes, QuotedMarket quoted, String symbol, boolean mini)
            throws IOException {
        ListedMarket market = quoted.market();
        CandlePrices prices = market.prices();
        json.writeStartObject();
        json.writeStringField("symbol", symbol);
        if (!mini) {
            json.writeStringField(
                    "priceChange", PlainDecimal.of(prices.close().minus(prices.open(), PlainDecimal.PRECISION)));
            json.writeStringField("priceChangePercent", PlainDecimal.of(market.changePercent(PlainDecimal.PRECISION)));
            json.writeStringField(
                    "weightedAvgPrice",
                    PlainDecimal.of(Vwap.of(market.baseVolume(), market.counterVolume())
                            .map(average -> average.decimal(PlainDecimal.PRECISION))
                            .orElse(BigDecimal.ZERO)));
        }
        json.writeStringField("openPrice", PlainDecimal.of(prices.open()));
        json.writeStringField("highPrice", PlainDecimal.of(prices.high()));
        json.writeStringField("lowPrice", PlainDecimal.of(prices.low()));
        json.writeStringField("lastPrice", PlainDecimal.of(prices.close()));
        if (!mini) {
            writeBest(json, quoted.best());
        }
        json.writeStringField("volume", PlainDecimal.of(market.baseVolume()));
        json.writeStringField("quoteVolume", PlainDecimal.of(market.counterVolume()));
        Instant end = quotes.asOf().orElseThrow();
        json.writeNumberField("openTime", end.minus(DAY).toEpochMilli());
        json.writeNumberField("closeTime", end.toEpochMilli());
        Optional<MarketStats> day = quoted.day();
        json.writeNumberField(
                "firstId",
                day.map(stats -> BinanceTradeId.of(stats.first())).orElse(-1L).longValue());
        json.writeNumberField(
                "lastId",
                day.map(stats -> BinanceTradeId.of(stats.last())).orElse(-1L).longValue());
        json.writeNumberField(
                "count", day.map(MarketStats::tradeCount).orElse(0L).longValue());
        json.writeEndObject();
    }

    static void price(JsonGenerator json, QuotedMarket quoted, String symbol) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", symbol);
        json.writeStringField("price", PlainDecimal.of(quoted.market().prices().close()));
        json.writeEndObject();
    }

    static void book(JsonGenerator json, QuotedMarket quoted, String symbol) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", symbol);
        writeBest(json, quoted.best());
        json.writeEndObject();
    }

    private static void writeBest(JsonGenerator json, Optional<OrderBook> best) throws IOException {
        writeBest(json, "bid", best.map(OrderBook::bidsInBase).orElse(List.of()));
        writeBest(json, "ask", best.map(OrderBook::asks).orElse(List.of()));
    }

    private static void writeBest(JsonGenerator json, String side, List<Level> levels) throws IOException {
        json.writeStringField(
                side + "Price",
                levels.isEmpty() ? "0" : PlainDecimal.of(levels.getFirst().price()));
        json.writeStringField(
                side + "Qty",
                levels.isEmpty() ? "0" : PlainDecimal.of(levels.getFirst().amount()));
    }
}
