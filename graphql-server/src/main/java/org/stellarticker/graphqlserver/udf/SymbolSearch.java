package org.stellarticker.graphqlserver.udf;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.listing.QuotedMarket;

/** Finds listed markets by a text that people type; charts send it in capitals. */
final class SymbolSearch {

    private final UdfSymbols symbols;

    SymbolSearch(UdfSymbols symbols) {
        this.symbols = symbols;
    }

    /** Lists the markets that match best: by their codes, then by the begin of these, then by any part; each the most traded first. */
    List<TradePair> find(List<QuotedMarket> markets, String text, int most) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return markets.stream()
                .filter(market -> rank(market.market().pair(), wanted) < Integer.MAX_VALUE)
                .sorted(comparingInt(
                                (QuotedMarket market) -> rank(market.market().pair(), wanted))
                        .thenComparing(comparingLong((QuotedMarket market) ->
                                        market.market().sums().week().tradeCount())
                                .reversed()))
                .limit(most)
                .map(market -> market.market().pair())
                .toList();
    }

    private int rank(TradePair pair, String wanted) {
        String base = pair.base().code().toUpperCase(Locale.ROOT);
        String codes = UdfSymbols.codes(pair).toUpperCase(Locale.ROOT);
        List<Predicate<String>> ranks = List.of(
                text -> base.equals(text) || codes.equals(text),
                codes::startsWith,
                codes::contains,
                symbols.name(pair).toUpperCase(Locale.ROOT)::contains,
                UdfSymbols.ticker(pair).toUpperCase(Locale.ROOT)::contains);
        for (int i = 0; i < ranks.size(); i++) {
            if (ranks.get(i).test(wanted)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
