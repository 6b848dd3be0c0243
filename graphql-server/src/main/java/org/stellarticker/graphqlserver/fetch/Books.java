package org.stellarticker.graphqlserver.fetch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stellarticker.core.frozen.FrozenBooks;
import org.stellarticker.core.market.OrderBookStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;

/** All order books, of exact pairs and by name. */
final class Books {

    private final Map<TradePair, OrderBookSummary> byPair;
    private final FrozenBooks byName;

    Books(Collection<OrderBookSummary> books) {
        this.byPair = books.stream().collect(Collectors.toMap(OrderBookSummary::pair, Function.identity()));
        this.byName = FrozenBooks.of(books);
    }

    BookFigures of(TradePair pair) {
        return BookFigures.of(Optional.ofNullable(byPair.get(pair))
                .map(book -> OrderBookStats.of(List.of(book)))
                .orElse(OrderBookStats.NONE));
    }

    BookFigures named(String pairName) {
        return BookFigures.of(byName.named(pairName));
    }
}
