package org.stellarticker.graphqlserver.rest;

import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.PoolPage;
import org.stellarticker.marketdata.part.PoolListPart;
import org.stellarticker.marketdata.part.PoolPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/pools} and {@code /api/v1/pools/{id}}: the liquidity pools of known assets. */
final class PoolsRoute {

    private final SnapshotCache snapshots;
    private final QuoteRanking quotes;

    PoolsRoute(SnapshotCache snapshots, QuoteRanking quotes) {
        this.snapshots = snapshots;
        this.quotes = quotes;
    }

    private record Question(PoolListPart part, ListFormat format) {}

    Reply list(ApiRequest request) throws RequestException {
        Question asked = request.read(in ->
                new Question(LiquidityParameters.pools(in, quotes, "cursor", "limit"), ListFormat.read(request, in)));
        PoolPage page = snapshots.fresh(asked.part());
        return asked.format().reply(request, PoolItem.FORM, new ListPage<>(page.pools(), page.next()));
    }

    Reply find(ApiRequest request) throws RequestException {
        PoolPart asked = request.read(in -> LiquidityParameters.pool(in, quotes));
        MarketPool pool = snapshots
                .fresh(asked)
                .orElseThrow(
                        () -> new RequestException(404, "expected a liquidity pool that exists, found " + asked.id()));
        return Reply.marketJson(Json.write(json -> PoolItem.FORM.write(json, pool)));
    }
}
