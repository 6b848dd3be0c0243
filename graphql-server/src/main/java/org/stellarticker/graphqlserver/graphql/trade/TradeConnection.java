package org.stellarticker.graphqlserver.graphql.trade;

import java.util.List;
import java.util.Optional;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters.TradeSlice;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.archive.AllTimeTrades;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DescribedTrade;

/**
 * A page of trades as Relay shows it.
 *
 * @param trades in the asked order, also where they were read backward
 */
record TradeConnection(TradeSlice slice, AllTimeTrades.Page found, List<DescribedTrade> trades) {

    static TradeConnection of(TradeSlice slice, AllTimeTrades.Page found, AssetDirectory directory) {
        List<MarketTrade> page = found.trades().page().trades();
        return new TradeConnection(
                slice,
                found,
                (slice.backward() ? page.reversed() : page)
                        .stream()
                                .map(trade -> DescribedTrade.of(trade, directory))
                                .toList());
    }

    Optional<WindowCoverage> coverage() {
        return found.trades().coverage();
    }

    PageInfo pageInfo() {
        boolean more = found.trades().page().next().isPresent();
        boolean begun = slice.part().query().after().isPresent();
        return new PageInfo(
                slice.backward() ? begun : more,
                slice.backward() ? more : begun,
                trades.isEmpty() ? Optional.empty() : Optional.of(cursor(trades.getFirst())),
                trades.isEmpty() ? Optional.empty() : Optional.of(cursor(trades.getLast())));
    }

    static String cursor(DescribedTrade row) {
        return row.trade().trade().id().toString();
    }
}
