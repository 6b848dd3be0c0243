package org.stellarticker.graphqlserver.rest;

import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.part.MarketDetails;
import org.stellarticker.marketdata.part.MarketPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/markets/{base}/{counter}}: a market over a window, in either direction. */
final class MarketRoute {

    private final SnapshotCache snapshots;

    MarketRoute(SnapshotCache snapshots) {
        this.snapshots = snapshots;
    }

    Reply reply(ApiRequest request) throws RequestException {
        MarketPart part = request.read(MarketParameters::market);
        MarketDetails market = snapshots
                .fresh(part)
                .orElseThrow(() -> new RequestException(
                        404, "expected a market that has traded, found none between " + text(part.pair())));
        return Reply.marketJson(new MarketJson(market).json());
    }

    private static String text(TradePair pair) {
        return pair.base().sep11() + " and " + pair.counter().sep11();
    }
}
