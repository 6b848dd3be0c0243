package org.stellarticker.graphqlserver.binance;

import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** Reads the market that a request names by its symbol. */
final class BinancePair {

    static final String EXPECTED = "a symbol as exchangeInfo lists it";

    private final BinanceSymbols symbols;
    private final MarketStore markets = new MarketStore();

    BinancePair(BinanceSymbols symbols) {
        this.symbols = symbols;
    }

    /** Reads the parameter {@code symbol}; the pair has the direction of its quote. */
    TradePair read(RequestParameters in) {
        return in.value("symbol", EXPECTED, symbols::parse).required();
    }

    /**
     * Checks that a market was ever met.
     *
     * @throws RequestException when it was not
     */
    void requireKnown(LiveDatabase database, TradePair pair) throws RequestException {
        TradePair stored = pair.isNormalised() ? pair : pair.turned();
        if (database.<Boolean>snapshot(tx -> markets.find(tx, stored).isEmpty())) {
            throw unknown(symbols.symbol(pair));
        }
    }

    static RequestException unknown(String symbol) {
        return new RequestException(Problem.of(List.of(new Fault("symbol", symbol, EXPECTED))));
    }
}
