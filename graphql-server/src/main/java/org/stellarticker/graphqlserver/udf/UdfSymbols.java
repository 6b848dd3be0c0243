package org.stellarticker.graphqlserver.udf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.listing.QuotedMarket;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/**
 * The symbols of markets: {@code BASE/COUNTER} with assets of SEP-11 is the exact one, the ticker that {@code /history}
 * gets. People see codes alone where the assets are verified.
 */
final class UdfSymbols {

    static final String EXCHANGE = "Stellar";

    private static final String PREFIX = EXCHANGE + ":";

    private final VerifiedAssets verified;

    UdfSymbols(VerifiedAssets verified) {
        this.verified = verified;
    }

    static String ticker(TradePair pair) {
        return pair.base().sep11() + "/" + pair.counter().sep11();
    }

    /** Returns what people see: codes of verified assets, {@code CODE:ISSUER} of others. */
    String name(TradePair pair) {
        return verified.symbol(pair.base()) + "/" + verified.symbol(pair.counter());
    }

    /** Returns the codes alone. */
    static String codes(TradePair pair) {
        return pair.base().code() + "/" + pair.counter().code();
    }

    /**
     * Reads a ticker or a name, with or without the exchange before it.
     *
     * @throws IllegalArgumentException when it is neither
     */
    TradePair parse(String symbol) {
        if (!symbol.startsWith(PREFIX)) {
            return pair(symbol);
        }
        try {
            // "Stellar" may also be the code of the base.
            return pair(symbol);
        } catch (IllegalArgumentException withExchange) {
            return pair(symbol.substring(PREFIX.length()));
        }
    }

    private TradePair pair(String pair) {
        int between = pair.indexOf('/');
        if (between < 0) {
            throw new IllegalArgumentException("expected BASE/COUNTER, found " + pair);
        }
        return new TradePair(asset(pair.substring(0, between)), asset(pair.substring(between + 1)));
    }

    /** Reads a symbol as {@link #parse} does; empty for any other text. */
    Optional<TradePair> find(String symbol) {
        try {
            return Optional.of(parse(symbol));
        } catch (IllegalArgumentException noSymbol) {
            return Optional.empty();
        }
    }

    private Asset asset(String name) {
        return verified.find(name).orElseGet(() -> Asset.parse(name));
    }

    /** Finds the only listed market whose ticker or name a text is but for upper and lower case, as searches send it. */
    Optional<TradePair> findIgnoringCase(List<QuotedMarket> markets, String symbol) {
        String wanted = symbol.toUpperCase(Locale.ROOT);
        String pair = wanted.startsWith(PREFIX.toUpperCase(Locale.ROOT)) ? wanted.substring(PREFIX.length()) : wanted;
        List<TradePair> found = markets.stream()
                .map(market -> market.market().pair())
                .filter(known ->
                        ticker(known).equalsIgnoreCase(pair) || name(known).equalsIgnoreCase(pair))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
