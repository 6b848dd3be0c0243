package org.stellarticker.graphqlserver.rest;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.ApiRequest;
import org.stellarticker.graphqlserver.http.Json;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;
import org.stellarticker.graphqlserver.rest.form.LevelsJson;
import org.stellarticker.graphqlserver.rest.form.RestChecks;
import org.stellarticker.graphqlserver.rest.form.RestForms;
import org.stellarticker.marketdata.OrderBooks;

/** {@code /api/v1/orderbook}: the order book of a market as it was last read, in either direction. */
final class OrderBookRoute {

    private static final int DEPTH = 20;

    /** As many levels of a side as are stored. */
    private static final int MOST = 200;

    private final LiveDatabase database;
    private final OrderBooks books = new OrderBooks();

    OrderBookRoute(LiveDatabase database) {
        this.database = database;
    }

    private record Question(TradePair pair, int depth) {

        static Question read(RequestParameters in) {
            Asset base = in.asset("base").required();
            Asset counter = in.asset("counter").required();
            int depth = in.wholeNumber("depth", 1, MOST).or(DEPTH);
            RestChecks.differ(in, base, counter);
            return new Question(new TradePair(base, counter), depth);
        }
    }

    Reply reply(ApiRequest request) throws RequestException {
        Question asked = request.read(Question::read);
        Optional<OrderBook> book = database.snapshot(tx -> books.find(tx, asked.pair()));
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
