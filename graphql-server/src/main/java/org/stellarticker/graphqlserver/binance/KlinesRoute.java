package org.stellarticker.graphqlserver.binance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.graphqlserver.parameters.ParameterChecks;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.PricedCandles;

/**
 * Klines: the candles of a market that have prices, oldest first; the newest ones when no begin is given. The parameters
 * of Binance's address are its own; those of {@code /api/v1} are as of its other lists.
 */
final class KlinesRoute {

    private static final int LIMIT = 500;
    private static final int MOST = 1000;

    private final LiveDatabase database;
    private final Clock clock;
    private final BinancePair pairs;
    private final PricedCandles candles = new PricedCandles();

    KlinesRoute(LiveDatabase database, Clock clock, BinancePair pairs) {
        this.database = database;
        this.clock = clock;
        this.pairs = pairs;
    }

    /**
     * Candles that somebody wants.
     *
     * @param from inclusive; empty for the newest
     * @param to exclusive
     */
    private record Question(TradePair pair, CandleInterval interval, Optional<Instant> from, Instant to, int limit) {}

    /** Answers Binance's address, where the end is inclusive, and may lie before the begin. */
    Reply ofSymbol(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> {
            TradePair pair = pairs.read(in);
            CandleInterval interval =
                    in.choice("interval", MarketParameters.INTERVALS).required();
            Optional<Instant> from = in.time("startTime").optional();
            Optional<Instant> to = in.time("endTime").optional().map(end -> end.plusMillis(1));
            return question(in, pair, interval, from, to);
        });
        pairs.requireKnown(database, asked.pair());
        return reply(asked);
    }

    /** Answers the address of REST. */
    Reply ofPair(ApiRequest request) throws RequestException {
        return reply(request.read(in -> {
            Asset base = in.asset("base").required();
            Asset counter = in.asset("counter").required();
            CandleInterval interval =
                    in.choice("interval", MarketParameters.INTERVALS).required();
            Optional<Instant> from = in.time("from").optional();
            Optional<Instant> to = in.time("to").optional();
            ParameterChecks.differ(in, base, counter);
            from.ifPresent(begin -> to.ifPresent(end -> ParameterChecks.ordered(in, begin, end)));
            return question(in, new TradePair(base, counter), interval, from, to);
        }));
    }

    private Question question(
            RequestParameters in,
            TradePair pair,
            CandleInterval interval,
            Optional<Instant> from,
            Optional<Instant> to) {
        // An interval that has not begun has no candle.
        Instant now = clock.instant();
        return new Question(
                pair,
                interval,
                from.map(time -> time.truncatedTo(ChronoUnit.MICROS)),
                to.filter(now::isAfter).orElse(now).truncatedTo(ChronoUnit.MICROS),
                in.wholeNumber("limit", 1, MOST).or(LIMIT));
    }

    private Reply reply(Question asked) {
        var range = new CandleRange(asked.interval(), asked.from().orElse(Instant.EPOCH), asked.to());
        List<MarketCandle> found = database.snapshot(tx -> asked.from().isPresent()
                ? candles.list(tx, asked.pair(), range, asked.limit())
                : candles.newest(tx, asked.pair(), range, asked.limit()));
        return Reply.marketJson(KlineJson.of(found));
    }
}
