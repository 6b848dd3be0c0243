package org.stellarticker.graphqlserver.rest;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.graphqlserver.form.LevelsJson;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.part.OrderBookPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/orderbook}: the order book of a market as it was last read, in either direction. */
final class OrderBookRoute {

    private final SnapshotCache snapshots;

    OrderBookRoute(SnapshotCache snapshots) {
        this.snapshots = snapshots;
    }

    Reply reply(ApiRequest request) throws RequestException {
        OrderBookPart asked = request.read(LiquidityParameters::orderBook);
        Optional<OrderBook> book = snapshots.fresh(asked);
        return Reply.marketJson(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("base", RestForms.sep11(asked.pair().base()));
            json.writeStringField("counter", RestForms.sep11(asked.pair().counter()));
            Json.writeText(json, "as_of", book.map(found -> found.asOf().toString()));
            LevelsJson.write(json, "bids", book.map(OrderBook::bidsInBase).orElse(List.of()), asked.depth());
            LevelsJson.write(json, "asks", book.map(OrderBook::asks).orElse(List.of()), asked.depth());
            json.writeEndObject();
        }));
    }
}
