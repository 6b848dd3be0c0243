package org.stellarticker.graphqlserver.graphql.trade;

import java.util.List;
import java.util.Optional;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.PoolPage;
import org.stellarticker.marketdata.part.PoolListPart;

/** A page of liquidity pools as Relay shows it. */
record PoolConnection(PoolListPart part, PoolPage page) {

    List<MarketPool> pools() {
        return page.pools();
    }

    PageInfo pageInfo() {
        return new PageInfo(
                page.next().isPresent(),
                part.after().isPresent(),
                page.pools().stream().findFirst().map(MarketPool::id),
                page.pools().isEmpty()
                        ? Optional.empty()
                        : Optional.of(page.pools().getLast().id()));
    }
}
