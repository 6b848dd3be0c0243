package org.stellarticker.graphqlserver.graphql.market;

import java.util.List;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.WindowCoverage;

/** A candle beside the coverage of the whole answer. */
record CandleRow(MarketCandle candle, WindowCoverage coverage) {

    static List<CandleRow> of(CandleSeries.Page page) {
        return page.candles().stream()
                .map(candle -> new CandleRow(candle, page.coverage().orElseThrow()))
                .toList();
    }

    boolean complete() {
        return coverage.complete(candle.openTime(), candle.closeTime());
    }

    boolean audited() {
        return coverage.audited(candle.openTime(), candle.closeTime());
    }
}
