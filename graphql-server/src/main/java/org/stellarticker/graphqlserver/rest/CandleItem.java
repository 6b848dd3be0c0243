package org.stellarticker.graphqlserver.rest;

import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.archive.ServedFrom;

/**
 * A candle of a list.
 *
 * @param coverage of all candles of the list
 * @param servedFrom where the candle was read
 */
record CandleItem(MarketCandle candle, WindowCoverage coverage, ServedFrom servedFrom) {

    static final RowForm<CandleItem> FORM = new RowForm.Builder<CandleItem>()
            .time("open_time", row -> row.candle().openTime())
            .time("close_time", row -> row.candle().closeTime())
            .optionalPrice("open", row -> row.candle().prices().map(CandlePrices::open))
            .optionalPrice("high", row -> row.candle().prices().map(CandlePrices::high))
            .optionalPrice("low", row -> row.candle().prices().map(CandlePrices::low))
            .optionalPrice("close", row -> row.candle().prices().map(CandlePrices::close))
            .decimal("base_volume", row -> row.candle().baseVolume())
            .decimal("counter_volume", row -> row.candle().counterVolume())
            .optionalDecimal("vwap", row -> row.candle().vwap().map(average -> average.decimal(PlainDecimal.PRECISION)))
            .number("trade_count", row -> row.candle().tradeCount())
            .flag(
                    "complete",
                    row -> row.coverage()
                            .complete(row.candle().openTime(), row.candle().closeTime()))
            .flag(
                    "audited",
                    row -> row.coverage()
                            .audited(row.candle().openTime(), row.candle().closeTime()))
            .number("revision", row -> row.candle().revision())
            .text("source", row -> row.candle().source().word())
            .flag("dust_excluded", row -> row.candle().dustExcluded())
            .text("served_from", row -> row.servedFrom().word())
            .build();
}
