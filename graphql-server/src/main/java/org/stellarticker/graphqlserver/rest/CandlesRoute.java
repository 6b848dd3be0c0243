package org.stellarticker.graphqlserver.rest;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.graphqlserver.rest.form.ServedFromJson;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.archive.AllTimeCandles;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/candles}: the candles of a market, of any interval. */
final class CandlesRoute {

    private static final Duration SHARED = Duration.ofSeconds(1);

    /** Some hundred answers of the usual length. */
    private static final long MOST_BYTES = 1 << 24;

    private final AllTimeCandles candles;
    /** Charts ask for the same candles again and again, and writing them costs more than all else. */
    private final LoadingCache<Question, ListFormat.Written> recent;

    CandlesRoute(SnapshotCache snapshots) {
        this.candles = new AllTimeCandles(snapshots);
        this.recent = Caffeine.newBuilder()
                .expireAfterWrite(SHARED)
                .maximumWeight(MOST_BYTES)
                .<Question, ListFormat.Written>weigher(
                        (_, written) -> written.reply().content().remaining())
                .executor(Runnable::run)
                .build(this::write);
    }

    private record Question(CandlesPart part, ListFormat format) {}

    Reply reply(ApiRequest request) throws RequestException {
        return recent.get(request.read(in -> new Question(MarketParameters.candles(in), ListFormat.read(request, in))))
                .to(request);
    }

    private ListFormat.Written write(Question asked) {
        AllTimeCandles.Page answer = candles.read(asked.part());
        CandleSeries.Page page = answer.candles();
        List<CandleItem> rows = page.candles().stream()
                .map(candle -> new CandleItem(candle, page.coverage().orElseThrow(), answer.servedFrom(candle)))
                .toList();
        return asked.format()
                .write(
                        CandleItem.FORM,
                        new ListPage<>(
                                rows,
                                page.next().map(Instant::toString),
                                json -> ServedFromJson.write(json, answer.missing())));
    }
}
