package org.stellarticker.graphqlserver.rest;

import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.archive.AllTimeVwaps;
import org.stellarticker.marketdata.part.VwapPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/vwap}: the volume-weighted average price of any window. */
final class VwapRoute {

    private final AllTimeVwaps vwaps;

    VwapRoute(SnapshotCache snapshots) {
        this.vwaps = new AllTimeVwaps(snapshots);
    }

    Reply reply(ApiRequest request) throws RequestException {
        VwapPart part = request.read(MarketParameters::vwap);
        return Reply.marketJson(VwapJson.of(vwaps.over(part)));
    }
}
