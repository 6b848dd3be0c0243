package org.stellarticker.graphqlserver.rest.market;

import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.search.Mover;

/** A market that moved. */
final class MoverItem {

    static final RowForm<Mover> FORM = new RowForm.Builder<Mover>()
            .asset("base", mover -> mover.pair().base())
            .asset("counter", mover -> mover.pair().counter())
            .optionalPrice("open", mover -> mover.prices().map(CandlePrices::open))
            .optionalPrice("close", mover -> mover.prices().map(CandlePrices::close))
            .optionalDecimal("change", Mover::change)
            .optionalDecimal("volume_usd", Mover::volumeUsd)
            .decimal("base_volume", mover -> mover.stats().baseVolume())
            .decimal("counter_volume", mover -> mover.stats().counterVolume())
            .number("trade_count", mover -> mover.stats().tradeCount())
            .time("first_trade_time", mover -> mover.stats().firstTradeTime())
            .time("last_trade_time", mover -> mover.stats().lastTradeTime())
            .build();

    private MoverItem() {}
}
