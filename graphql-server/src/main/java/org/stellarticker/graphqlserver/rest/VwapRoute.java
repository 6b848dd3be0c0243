package org.stellarticker.graphqlserver.rest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.marketdata.window.EdgeNotKept;
import org.stellarticker.marketdata.window.EdgeNotKept.Edge;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.marketdata.window.WindowedMarket;

/** {@code /api/v1/vwap}: the volume-weighted average price of any window. */
final class VwapRoute {

    private final LiveDatabase database;
    private final MarketVwaps vwaps = new MarketVwaps();

    VwapRoute(LiveDatabase database) {
        this.database = database;
    }

    private record Window(TradePair pair, Instant from, Instant to) {

        static Window read(RequestParameters in) {
            Asset base = in.asset("base").required();
            Asset counter = in.asset("counter").required();
            Instant from = in.time("from").required().truncatedTo(ChronoUnit.MICROS);
            Instant to = in.time("to").required().truncatedTo(ChronoUnit.MICROS);
            RestChecks.differ(in, base, counter);
            RestChecks.ordered(in, from, to);
            return new Window(new TradePair(base, counter), from, to);
        }
    }

    Reply reply(ApiRequest request) throws RequestException {
        Window window = request.read(Window::read);
        try {
            WindowedMarket found = database.snapshot(tx -> vwaps.over(tx, window.pair(), window.from(), window.to()));
            return Reply.marketJson(VwapJson.of(found));
        } catch (EdgeNotKept edge) {
            return request.read(in -> refuse(in, edge));
        }
    }

    /** Names the nearest instant that has an exact answer. */
    private static Reply refuse(RequestParameters in, EdgeNotKept edge) {
        in.fault(
                edge.edge() == Edge.FROM ? "from" : "to",
                "a border of a candle that is still kept, as raw trades of that time are not; the nearest is "
                        + edge.nearest());
        throw edge;
    }
}
