package org.stellarticker.graphqlserver.rest;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.marketdata.MarketCoverage;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.MarketSummaries;

/** {@code /api/v1/markets/{base}/{counter}}: a market over a window, in either direction. */
final class MarketRoute {

    private static final Map<String, Integer> HOURS = new LinkedHashMap<>();

    static {
        HOURS.put("24h", 24);
        HOURS.put("7d", 7 * 24);
        HOURS.put("1h", 1);
    }

    private final LiveDatabase database;
    private final Clock clock;
    private final MarketSummaries summaries = new MarketSummaries();
    private final MarketCoverage coverage = new MarketCoverage();
    private final MarketPools pools = new MarketPools();

    MarketRoute(LiveDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Question(TradePair pair, int hours) {

        static Question read(RequestParameters in) {
            Asset base = in.asset("base").required();
            Asset counter = in.asset("counter").required();
            int hours = in.choice("window", HOURS).or(24);
            RestChecks.differ(in, base, counter);
            return new Question(new TradePair(base, counter), hours);
        }
    }

    Reply reply(ApiRequest request) throws RequestException {
        Question question = request.read(Question::read);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        MarketJson market = database.snapshot(tx -> find(tx, question, now))
                .orElseThrow(() -> new RequestException(
                        404, "expected a market that has traded, found none between " + text(question.pair())));
        return Reply.marketJson(market.json());
    }

    private Optional<MarketJson> find(Transaction tx, Question question, Instant now) {
        return summaries
                .find(tx, question.pair(), question.hours(), now)
                .map(summary -> new MarketJson(
                        summary,
                        coverage.over(tx, question.pair(), summary.from(), summary.asOf()),
                        pools.list(tx, question.pair())));
    }

    private static String text(TradePair pair) {
        return RestForms.sep11(pair.base()) + " and " + RestForms.sep11(pair.counter());
    }
}
