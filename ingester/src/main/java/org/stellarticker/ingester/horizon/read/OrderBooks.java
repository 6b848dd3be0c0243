package org.stellarticker.ingester.horizon.read;

import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.horizon.client.FaultKind;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.RejectedRecords;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.client.Result.Cause;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

/** Requests order books. */
public final class OrderBooks {

    private final Requests requests;
    private final Purpose purpose;

    public OrderBooks(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
    }

    /** Reads the order book of a pair, as its base is sold for its counter. */
    public Result<OrderBookLevels> tryRead(TradePair pair) throws InterruptedException {
        Result<Result<OrderBookLevels>> read = requests.tryFew(
                server -> {
                    var url = server.newBuilder()
                            .addPathSegment("order_book")
                            .addQueryParameter("limit", Requests.MOST_RECORDS);
                    AssetParameters.add(url, "selling", pair.base());
                    AssetParameters.add(url, "buying", pair.counter());
                    return url.build();
                },
                body -> BookPage.read(body, pair),
                purpose);
        return switch (read) {
            case Result.Success<Result<OrderBookLevels>>(var book) -> counted(pair, book);
            case Result.Failure<Result<OrderBookLevels>>(Cause cause, String reason) ->
                new Result.Failure<>(cause, reason);
        };
    }

    private Result<OrderBookLevels> counted(TradePair pair, Result<OrderBookLevels> book) {
        switch (book) {
            case Result.Success<OrderBookLevels>(var levels) ->
                requests.rejected().add(RejectedRecords.ORDER_BOOK, of(pair, levels.rejected()));
            case Result.Failure<OrderBookLevels> _ -> requests.count(FaultKind.UNREADABLE);
        }
        return book;
    }

    private static List<RejectedRecord> of(TradePair pair, List<RejectedRecord> levels) {
        return levels.stream()
                .map(level -> new RejectedRecord(pair + " " + level.token(), level.reason()))
                .toList();
    }
}
