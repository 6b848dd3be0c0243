package org.stellarticker.graphqlserver.rest;

import java.util.Arrays;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.marketdata.depth.MarketDepth;
import org.stellarticker.marketdata.depth.MarketDepths;

/** {@code /api/v1/markets/{base}/{counter}/depth}: what can be traded near the mid price, and the slippage of given sizes. */
final class DepthRoute {

    private static final int MOST_SIZES = 10;

    private final LiveDatabase database;
    private final MarketDepths depths = new MarketDepths();

    DepthRoute(LiveDatabase database) {
        this.database = database;
    }

    private record Question(TradePair pair, List<Amount> sizes) {

        static Question read(RequestParameters in) {
            Asset base = in.asset("base").required();
            Asset counter = in.asset("counter").required();
            List<Amount> sizes = in.value(
                            "sizes",
                            "at most " + MOST_SIZES
                                    + " amounts of base above 0, of at most 7 decimals, separated by commas",
                            Question::sizes)
                    .or(List.of());
            RestChecks.differ(in, base, counter);
            return new Question(new TradePair(base, counter), sizes);
        }

        private static List<Amount> sizes(String text) {
            List<Amount> sizes =
                    Arrays.stream(text.split(",", -1)).map(Amount::parse).toList();
            if (sizes.size() > MOST_SIZES || sizes.contains(Amount.ZERO)) {
                throw new IllegalArgumentException("sizes: expected fewer, above 0, found " + text);
            }
            return sizes;
        }
    }

    Reply reply(ApiRequest request) throws RequestException {
        Question asked = request.read(Question::read);
        MarketDepth depth = database.snapshot(tx -> depths.read(tx, asked.pair()));
        return Reply.marketJson(DepthJson.of(depth, asked.sizes()));
    }
}
