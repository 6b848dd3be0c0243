package org.stellarticker.marketdata.part;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.marketdata.MarketCoverage;
import org.stellarticker.marketdata.MarketTrades;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * A page of the trades of a market.
 *
 * @param pair in the direction of the answer
 */
public record TradesPart(TradePair pair, TradeQuery query) implements SnapshotPart<CoveredTrades> {

    /** The limit of a question that names none. */
    public static final int LIMIT = 100;

    public static final int MOST = 1000;

    private static final MarketTrades MARKET_TRADES = new MarketTrades();
    private static final MarketCoverage MARKET_COVERAGE = new MarketCoverage();

    @Override
    public CoveredTrades read(SnapshotRead in) {
        Instant end = query.to().filter(in.now()::isAfter).orElse(in.now());
        return new CoveredTrades(
                MARKET_TRADES.list(in.tx(), pair, query),
                query.from()
                        .filter(from -> !from.isAfter(end))
                        .map(from -> MARKET_COVERAGE.overTrades(in.tx(), pair, from, end)));
    }

    @Override
    public int rows() {
        return query.most();
    }
}
