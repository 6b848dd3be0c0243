package org.stellarticker.graphqlserver.graphql.trade;

import java.util.List;
import java.util.Optional;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters.TradeSlice;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.part.CoveredTrades;

/** A page of trades as Relay shows it: in the asked order, also where it was read backward. */
record TradeConnection(TradeSlice slice, CoveredTrades found) {

    List<MarketTrade> trades() {
        List<MarketTrade> page = found.page().trades();
        return slice.backward() ? page.reversed() : page;
    }

    Optional<WindowCoverage> coverage() {
        return found.coverage();
    }

    PageInfo pageInfo() {
        List<MarketTrade> page = trades();
        boolean more = found.page().next().isPresent();
        boolean begun = slice.part().query().after().isPresent();
        return new PageInfo(
                slice.backward() ? begun : more,
                slice.backward() ? more : begun,
                page.isEmpty() ? Optional.empty() : Optional.of(cursor(page.getFirst())),
                page.isEmpty() ? Optional.empty() : Optional.of(cursor(page.getLast())));
    }

    static String cursor(MarketTrade trade) {
        return trade.trade().id().toString();
    }
}
