package org.stellarticker.graphqlserver.binance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.MarketTrades;
import org.stellarticker.marketdata.listing.Swap;

/** {@code trades} and {@code aggTrades}, in which each trade stands for itself; both oldest first. */
final class TradesRoutes {

    private static final int LIMIT = 500;
    private static final int MOST = 1000;

    private final LiveDatabase database;
    private final BinancePair pairs;
    private final MarketTrades trades = new MarketTrades();

    TradesRoutes(LiveDatabase database, BinancePair pairs) {
        this.database = database;
        this.pairs = pairs;
    }

    private record Question(TradePair pair, TradeQuery query) {}

    /** Answers with the newest trades. */
    Reply newest(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> new Question(
                pairs.read(in),
                TradeQuery.newest(in.wholeNumber("limit", 1, MOST).or(LIMIT))));
        return Reply.marketJson(write(find(asked), TradesRoutes::writeTrade));
    }

    /** Answers with the first trades since a begin, or the newest; the end is inclusive. */
    Reply aggregated(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> {
            TradePair pair = pairs.read(in);
            Optional<Instant> from = in.time("startTime").optional();
            Optional<Instant> to = in.time("endTime").optional().map(end -> end.plusMillis(1));
            int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
            if (in.text("fromId").optional().isPresent()) {
                in.fault("fromId", "startTime in its place");
            }
            PageOrder order = from.isPresent() ? PageOrder.ASCENDING : PageOrder.DESCENDING;
            return new Question(pair, new TradeQuery(order, Optional.empty(), from, to, limit));
        });
        return Reply.marketJson(write(find(asked), TradesRoutes::writeAggregated));
    }

    private List<Trade> find(Question asked) throws RequestException {
        pairs.requireKnown(database, asked.pair());
        List<Trade> found = database.snapshot(tx -> trades.list(tx, asked.pair(), asked.query())).trades().stream()
                .map(MarketTrade::trade)
                .toList();
        return asked.query().order() == PageOrder.ASCENDING ? found : found.reversed();
    }

    /** Writes the members of a trade. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json, Trade trade) throws IOException;
    }

    private static byte[] write(List<Trade> trades, Members members) {
        return Json.write(json -> {
            json.writeStartArray();
            for (Trade trade : trades) {
                json.writeStartObject();
                members.write(json, trade);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void writeTrade(JsonGenerator json, Trade trade) throws IOException {
        json.writeNumberField("id", BinanceTradeId.of(trade.id()));
        json.writeStringField("price", PlainDecimal.of(trade.price()));
        json.writeStringField("qty", PlainDecimal.of(trade.base().amount().units()));
        json.writeStringField(
                "quoteQty", PlainDecimal.of(trade.counter().amount().units()));
        json.writeNumberField("time", trade.ledgerCloseTime().toEpochMilli());
        json.writeBooleanField("isBuyerMaker", Swap.of(trade).takerGivesBase());
        json.writeBooleanField("isBestMatch", true);
    }

    private static void writeAggregated(JsonGenerator json, Trade trade) throws IOException {
        long id = BinanceTradeId.of(trade.id());
        json.writeNumberField("a", id);
        json.writeStringField("p", PlainDecimal.of(trade.price()));
        json.writeStringField("q", PlainDecimal.of(trade.base().amount().units()));
        json.writeNumberField("f", id);
        json.writeNumberField("l", id);
        json.writeNumberField("T", trade.ledgerCloseTime().toEpochMilli());
        json.writeBooleanField("m", Swap.of(trade).takerGivesBase());
        json.writeBooleanField("M", true);
    }
}
