package org.stellarticker.graphqlserver.rest;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.marketdata.CandleSeries;

/** {@code /api/v1/candles}: the candles of a market, of any interval. */
final class CandlesRoute {

    private static final int LIMIT = 500;
    private static final int MOST = 1000;
    private static final Map<String, CandleInterval> INTERVALS = new LinkedHashMap<>();

    static {
        for (CandleInterval interval : CandleInterval.values()) {
            INTERVALS.put(interval.word(), interval);
        }
    }

    private final LiveDatabase database;
    private final Clock clock;
    private final CandleSeries candles = new CandleSeries();

    CandlesRoute(LiveDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Reply reply(ApiRequest request) throws RequestException {
        Request asked = request.read(in -> new Request(question(in), ListFormat.read(request, in)));
        CandleSeries.Page page = database.snapshot(tx -> candles.read(tx, asked.question()));
        List<CandleItem> rows = page.candles().stream()
                .map(candle -> new CandleItem(candle, page.coverage().orElseThrow()))
                .toList();
        return asked.format()
                .reply(
                        request,
                        CandleItem.FORM,
                        new ListPage<>(rows, page.next().map(Instant::toString)));
    }

    private record Request(CandleSeries.Question question, ListFormat format) {}

    private CandleSeries.Question question(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        CandleInterval interval = in.choice("interval", INTERVALS).required();
        Optional<Instant> first = in.time("from").optional();
        Optional<Instant> from = in.time("cursor").optional().or(() -> first);
        Optional<Instant> end = in.time("to").optional();
        // An interval that has not begun has no candle.
        Instant now = clock.instant();
        Instant to = end.filter(now::isAfter).orElse(now);
        int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
        boolean fill = in.flag("fill").or(false);
        RestChecks.differ(in, base, counter);
        first.ifPresent(begin -> end.ifPresent(given -> RestChecks.ordered(in, begin, given)));
        return new CandleSeries.Question(
                new TradePair(base, counter),
                interval,
                from.map(time -> time.truncatedTo(ChronoUnit.MICROS)),
                to.truncatedTo(ChronoUnit.MICROS),
                limit,
                fill);
    }
}
