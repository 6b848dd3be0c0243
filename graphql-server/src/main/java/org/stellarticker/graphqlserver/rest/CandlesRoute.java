package org.stellarticker.graphqlserver.rest;

import java.time.Instant;
import java.util.List;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/candles}: the candles of a market, of any interval. */
final class CandlesRoute {

    private final SnapshotCache snapshots;

    CandlesRoute(SnapshotCache snapshots) {
        this.snapshots = snapshots;
    }

    private record Request(CandlesPart part, ListFormat format) {}

    Reply reply(ApiRequest request) throws RequestException {
        Request asked = request.read(in -> new Request(MarketParameters.candles(in), ListFormat.read(request, in)));
        CandleSeries.Page page = snapshots.fresh(asked.part());
        List<CandleItem> rows = page.candles().stream()
                .map(candle -> new CandleItem(candle, page.coverage().orElseThrow()))
                .toList();
        return asked.format()
                .reply(
                        request,
                        CandleItem.FORM,
                        new ListPage<>(rows, page.next().map(Instant::toString)));
    }
}
