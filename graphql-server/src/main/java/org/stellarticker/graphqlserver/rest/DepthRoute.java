package org.stellarticker.graphqlserver.rest;

import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters.DepthQuestion;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/markets/{base}/{counter}/depth}: what can be traded near the mid price, and the slippage of given sizes. */
final class DepthRoute {

    private final SnapshotCache snapshots;

    DepthRoute(SnapshotCache snapshots) {
        this.snapshots = snapshots;
    }

    Reply reply(ApiRequest request) throws RequestException {
        DepthQuestion asked = request.read(LiquidityParameters::depth);
        return Reply.marketJson(DepthJson.of(snapshots.fresh(asked.part()), asked.sizes()));
    }
}
