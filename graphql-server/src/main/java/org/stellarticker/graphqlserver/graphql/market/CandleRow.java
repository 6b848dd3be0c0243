package org.stellarticker.graphqlserver.graphql.market;

import java.util.List;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.archive.AllTimeCandles;
import org.stellarticker.marketdata.archive.ServedFrom;

/** A candle beside the coverage of the whole answer. */
record CandleRow(MarketCandle candle, WindowCoverage coverage, ServedFrom servedFrom) {

    static List<CandleRow> of(AllTimeCandles.Page page) {
        return page.candles().candles().stream()
                .map(candle -> new CandleRow(candle, page.candles().coverage().orElseThrow(), page.servedFrom(candle)))
                .toList();
    }

    boolean complete() {
        return coverage.complete(candle.openTime(), candle.closeTime());
    }

    boolean audited() {
        return coverage.audited(candle.openTime(), candle.closeTime());
    }
}
