package org.stellarticker.graphqlserver.udf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.PricedCandles;

/**
 * {@code /udf/history}: the candles of a symbol that have prices. With {@code countback}, so many at least, from before
 * the begin where the market is quiet: a chart fails when it gets fewer.
 */
final class HistoryRoute {

    private static final int MOST = 10_000;
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final LiveDatabase database;
    private final UdfSymbols symbols;
    private final PricedCandles candles = new PricedCandles();

    HistoryRoute(LiveDatabase database, UdfSymbols symbols) {
        this.database = database;
        this.symbols = symbols;
    }

    /**
     * Candles that a chart wants.
     *
     * @param from inclusive
     * @param to exclusive
     * @param countback how many at least; 0 for those of the range
     */
    private record Question(TradePair pair, CandleInterval interval, Instant from, Instant to, int countback) {}

    /** @param next the open of the last older candle, when there are none in the range */
    private record Answer(List<MarketCandle> candles, Optional<Instant> next) {}

    private Question question(RequestParameters in) {
        TradePair pair = in.value("symbol", "BASE/COUNTER, the ticker of a symbol", symbols::parse)
                .required();
        CandleInterval interval = in.choice("resolution", Resolutions.INTERVALS).required();
        Optional<Instant> from = seconds(in, "from");
        Instant to =
                in.value("to", "seconds since 1970", HistoryRoute::parseSeconds).required();
        int countback = in.wholeNumber("countback", 1, MOST).or(0);
        if (from.isEmpty() && countback == 0) {
            in.fault("from", "seconds since 1970, or countback in its place");
        }
        // What is counted back from the end has no begin.
        return new Question(pair, interval, from.orElse(to), to, countback);
    }

    private static Optional<Instant> seconds(RequestParameters in, String name) {
        return in.value(name, "seconds since 1970", HistoryRoute::parseSeconds).optional();
    }

    /** Charts ask for times long before 1970, when they go back by many periods. */
    private static Instant parseSeconds(String text) {
        return Instant.ofEpochSecond(Math.clamp(Long.parseLong(text), 0, LATEST));
    }

    Reply reply(ApiRequest request) throws RequestException {
        Question asked = request.read(this::question);
        Answer answer = database.snapshot(tx -> find(tx, asked));
        return Reply.marketJson(Json.write(json -> write(json, answer)));
    }

    private Answer find(Transaction tx, Question asked) {
        CandleInterval interval = asked.interval();
        Instant begin = asked.from().isBefore(asked.to()) ? asked.from() : asked.to();
        List<MarketCandle> inRange =
                candles.newest(tx, asked.pair(), new CandleRange(interval, begin, asked.to()), MOST);
        if (inRange.size() < asked.countback()) {
            var sinceEver = new CandleRange(interval, Instant.EPOCH, asked.to());
            return new Answer(candles.newest(tx, asked.pair(), sinceEver, asked.countback()), Optional.empty());
        }
        return new Answer(inRange, inRange.isEmpty() ? last(tx, asked.pair(), interval, begin) : Optional.empty());
    }

    private Optional<Instant> last(Transaction tx, TradePair pair, CandleInterval interval, Instant before) {
        return candles.newest(tx, pair, new CandleRange(interval, Instant.EPOCH, before), 1).stream()
                .map(MarketCandle::openTime)
                .findFirst();
    }

    private static void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        if (answer.candles().isEmpty()) {
            json.writeStringField("s", "no_data");
            if (answer.next().isPresent()) {
                json.writeNumberField("nextTime", answer.next().get().getEpochSecond());
            }
        } else {
            json.writeStringField("s", "ok");
            json.writeArrayFieldStart("t");
            for (MarketCandle candle : answer.candles()) {
                json.writeNumber(candle.openTime().getEpochSecond());
            }
            json.writeEndArray();
            writePrices(json, "o", answer.candles(), CandlePrices::open);
            writePrices(json, "h", answer.candles(), CandlePrices::high);
            writePrices(json, "l", answer.candles(), CandlePrices::low);
            writePrices(json, "c", answer.candles(), CandlePrices::close);
            writeNumbers(json, "v", answer.candles(), MarketCandle::baseVolume);
        }
        json.writeEndObject();
    }

    private static void writePrices(
            JsonGenerator json, String name, List<MarketCandle> candles, Function<CandlePrices, Price> price)
            throws IOException {
        writeNumbers(
                json,
                name,
                candles,
                candle -> candle.prices().map(price).orElseThrow().decimal(PlainDecimal.PRECISION));
    }

    private static void writeNumbers(
            JsonGenerator json, String name, List<MarketCandle> candles, Function<MarketCandle, BigDecimal> number)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (MarketCandle candle : candles) {
            json.writeNumber(PlainDecimal.of(number.apply(candle)));
        }
        json.writeEndArray();
    }
}
