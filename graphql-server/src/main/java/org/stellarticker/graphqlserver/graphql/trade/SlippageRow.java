package org.stellarticker.graphqlserver.graphql.trade;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.Amount;
import org.stellarticker.marketdata.depth.MarketDepth;
import org.stellarticker.marketdata.depth.Slippage;
import org.stellarticker.marketdata.depth.TakerSide;

/** What a size takes on one side, at the book alone and at the pool alone. */
record SlippageRow(Amount size, TakerSide side, Optional<Slippage> book, Optional<Slippage> pool) {

    static List<SlippageRow> of(MarketDepth depth, List<Amount> sizes) {
        return sizes.stream()
                .flatMap(size -> Arrays.stream(TakerSide.values())
                        .map(side -> new SlippageRow(size, side, depth.ofBook(side, size), depth.ofPool(side, size))))
                .toList();
    }
}
