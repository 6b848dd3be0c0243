package org.stellarticker.graphqlserver.rest;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.marketdata.MarketCoverage;
import org.stellarticker.marketdata.MarketTrades;
import org.stellarticker.marketdata.TradePage;
import org.stellarticker.marketdata.WindowCoverage;

/** {@code /api/v1/trades}: the trades of a market, page by page, in either direction and order. */
final class TradesRoute {

    private static final int LIMIT = 100;
    private static final int MOST = 1000;
    private static final Map<String, PageOrder> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("asc", PageOrder.ASCENDING);
        ORDERS.put("desc", PageOrder.DESCENDING);
    }

    private final LiveDatabase database;
    private final Clock clock;
    private final MarketTrades trades = new MarketTrades();
    private final MarketCoverage coverage = new MarketCoverage();

    TradesRoute(LiveDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Question(TradePair pair, TradeQuery query, ListFormat format) {

        static Question read(ApiRequest request, RequestParameters in) {
            Asset base = in.asset("base").required();
            Asset counter = in.asset("counter").required();
            Optional<Instant> from = micros(in, "from");
            Optional<Instant> to = micros(in, "to");
            Optional<TradeId> after = in.value(
                            "cursor", "the next_cursor of a page, or the paging_token of a trade", TradeId::parse)
                    .optional();
            int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
            PageOrder order = in.choice("order", ORDERS).or(PageOrder.DESCENDING);
            ListFormat format = ListFormat.read(request, in);
            RestChecks.differ(in, base, counter);
            from.ifPresent(begin -> to.ifPresent(end -> RestChecks.ordered(in, begin, end)));
            return new Question(new TradePair(base, counter), new TradeQuery(order, after, from, to, limit), format);
        }

        private static Optional<Instant> micros(RequestParameters in, String name) {
            return in.time(name).optional().map(time -> time.truncatedTo(ChronoUnit.MICROS));
        }
    }

    /** The page, and the coverage of a window that has a begin. */
    private record Found(TradePage page, Optional<WindowCoverage> coverage) {}

    Reply reply(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> Question.read(request, in));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Found found = database.snapshot(tx -> find(tx, asked, now));
        return asked.format()
                .reply(
                        request,
                        TradeItem.FORM,
                        new ListPage<MarketTrade>(
                                found.page().trades(), found.page().next().map(TradeId::toString), json -> {
                                    if (found.coverage().isPresent()) {
                                        WindowCoverage window = found.coverage().get();
                                        CoverageJson.write(json, window.completeSoFar(), window.audited(), window);
                                    }
                                }));
    }

    private Found find(Transaction tx, Question asked, Instant now) {
        Instant end = asked.query().to().filter(now::isAfter).orElse(now);
        return new Found(
                trades.list(tx, asked.pair(), asked.query()),
                asked.query()
                        .from()
                        .filter(from -> !from.isAfter(end))
                        .map(from -> coverage.overTrades(tx, asked.pair(), from, end)));
    }
}
