package org.stellarticker.graphqlserver.rest;

import java.time.Duration;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters.DepthQuestion;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.part.DepthPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/markets/{base}/{counter}/depth}: what can be traded near the mid price, and the slippage of given sizes. */
final class DepthRoute {

    private final SnapshotCache snapshots;
    private final Duration bookMaxAge;

    /** @param bookMaxAge the age above which an order book is left out */
    DepthRoute(SnapshotCache snapshots, Duration bookMaxAge) {
        this.snapshots = snapshots;
        this.bookMaxAge = bookMaxAge;
    }

    Reply reply(ApiRequest request) throws RequestException {
        DepthQuestion asked = request.read(LiquidityParameters::depth);
        var part = new DepthPart(asked.pair(), bookMaxAge);
        return Reply.marketJson(DepthJson.of(snapshots.fresh(part), asked.sizes()));
    }
}
