package org.stellarticker.graphqlserver.rest;

import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.MarketPool;

/** A liquidity pool of a list, or by itself. */
final class PoolItem {

    static final RowForm<MarketPool> FORM = new RowForm.Builder<MarketPool>()
            .text("id", MarketPool::id)
            .asset("base", pool -> pool.pair().base())
            .asset("counter", pool -> pool.pair().counter())
            .decimal("base_reserve", pool -> pool.baseReserve().units())
            .decimal("counter_reserve", pool -> pool.counterReserve().units())
            .optionalPrice("price", MarketPool::price)
            .number("fee_bp", MarketPool::feeBp)
            .decimal("total_shares", pool -> pool.totalShares().units())
            .number("trustlines", MarketPool::trustlines)
            .time("as_of", MarketPool::asOf)
            .build();

    private PoolItem() {}
}
