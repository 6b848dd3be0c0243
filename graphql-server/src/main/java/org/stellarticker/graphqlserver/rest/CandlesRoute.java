package org.stellarticker.graphqlserver.rest;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.marketdata.CandleSeries;

/** {@code /api/v1/candles}: the candles of a market, of any interval. */
final class CandlesRoute {

    private static final int LIMIT = 500;
    private static final int MOST = 1000;

    private final LiveDatabase database;
    private final Clock clock;
    private final CandleSeries candles = new CandleSeries();

    CandlesRoute(LiveDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Reply reply(ApiRequest request) throws RequestException {
        CandleSeries.Question question = request.read(this::question);
        CandleSeries.Page page = database.snapshot(tx -> candles.read(tx, question));
        return Reply.json(200, ByteBuffer.wrap(CandlesJson.of(page)))
                .withEtag()
                .cached("public, max-age=1, must-revalidate");
    }

    private CandleSeries.Question question(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        CandleInterval interval = in.choice("interval", intervals()).required();
        Optional<Instant> first = in.time("from").optional();
        Optional<Instant> from = in.time("cursor").optional().or(() -> first);
        Optional<Instant> end = in.time("to").optional();
        // An interval that has not begun has no candle.
        Instant to = end.filter(clock.instant()::isAfter).orElseGet(clock::instant);
        int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
        boolean fill = in.flag("fill").or(false);
        if (base.equals(counter)) {
            in.fault("counter", "another asset than base");
        }
        if (first.isPresent() && end.isPresent() && end.get().isBefore(first.get())) {
            in.fault("to", "a time that is not before from");
        }
        return new CandleSeries.Question(
                new TradePair(base, counter),
                interval,
                from.map(time -> time.truncatedTo(ChronoUnit.MICROS)),
                to.truncatedTo(ChronoUnit.MICROS),
                limit,
                fill);
    }

    private static Map<String, CandleInterval> intervals() {
        var words = new LinkedHashMap<String, CandleInterval>();
        Arrays.stream(CandleInterval.values()).forEach(interval -> words.put(interval.word(), interval));
        return words;
    }
}
