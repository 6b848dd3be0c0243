package org.stellarticker.graphqlserver.rest;

import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Json;
import org.stellarticker.graphqlserver.http.Parameter;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.PoolFilter;
import org.stellarticker.marketdata.PoolPage;

/** {@code /api/v1/pools} and {@code /api/v1/pools/{id}}: the liquidity pools of known assets. */
final class PoolsRoute {

    private static final int LIMIT = 100;
    private static final int MOST = 1000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final String EXPECTED_ID = "the id of a liquidity pool, 64 lower-case hexadecimal digits";

    private final LiveDatabase database;
    private final QuoteRanking quotes;
    private final MarketPools pools = new MarketPools();

    PoolsRoute(LiveDatabase database, QuoteRanking quotes) {
        this.database = database;
        this.quotes = quotes;
    }

    private record Question(PoolFilter wanted, Optional<String> after, int limit, ListFormat format) {}

    private Question question(ApiRequest request, RequestParameters in) {
        Optional<Asset> base = in.asset("base").optional();
        Optional<Asset> counter = in.asset("counter").optional();
        Optional<String> after = id(in, "cursor").optional();
        int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
        ListFormat format = ListFormat.read(request, in);
        base.ifPresent(one -> counter.ifPresent(other -> RestChecks.differ(in, one, other)));
        return new Question(new PoolFilter(base, counter, quotes), after, limit, format);
    }

    private static Parameter<String> id(RequestParameters in, String name) {
        return in.value(name, EXPECTED_ID, text -> {
            if (!ID.matcher(text).matches()) {
                throw new IllegalArgumentException(EXPECTED_ID);
            }
            return text;
        });
    }

    Reply list(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> question(request, in));
        PoolPage page = database.snapshot(tx -> pools.list(tx, asked.wanted(), asked.after(), asked.limit()));
        return asked.format().reply(request, PoolItem.FORM, new ListPage<>(page.pools(), page.next()));
    }

    Reply find(ApiRequest request) throws RequestException {
        String id = request.read(in -> id(in, "id").required());
        MarketPool pool = database.snapshot(tx -> pools.find(tx, id, quotes))
                .orElseThrow(() -> new RequestException(404, "expected a liquidity pool that exists, found " + id));
        return Reply.marketJson(Json.write(json -> PoolItem.FORM.write(json, pool)));
    }
}
