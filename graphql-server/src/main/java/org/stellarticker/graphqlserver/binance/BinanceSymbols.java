package org.stellarticker.graphqlserver.binance;

import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.reference.ReferenceAssets;

/**
 * The symbols of markets: {@code XLMUSDC} for two verified assets, else {@code CODE.ISSUER_CODE.ISSUER}. A market has one
 * symbol, in the direction of its quote; codes are case-sensitive.
 */
final class BinanceSymbols {

    private static final char BETWEEN = '_';
    private static final int LONGEST_CODE = 12;

    private final ReferenceAssets references;

    BinanceSymbols(ReferenceAssets references) {
        this.references = references;
    }

    /** Returns the symbol of a pair in the direction of its quote. */
    String symbol(TradePair pair) {
        String codes = pair.base().code() + pair.counter().code();
        boolean verified = references.verified().contains(pair.base())
                && references.verified().contains(pair.counter());
        // Codes that can be split in two ways would name two markets.
        return verified && ofCodes(codes).size() == 1 ? codes : name(pair.base()) + BETWEEN + name(pair.counter());
    }

    /** Returns the asset's name beside its symbol: {@code XLM}, the code of a verified asset, or {@code CODE.ISSUER}. */
    String asset(Asset asset) {
        return references.verified().contains(asset) ? asset.code() : name(asset);
    }

    private static String name(Asset asset) {
        return asset.equals(NativeAsset.XLM) ? asset.code() : asset.code() + "." + asset.issuer();
    }

    /**
     * Reads a symbol.
     *
     * @throws IllegalArgumentException when no market has it
     */
    TradePair parse(String symbol) {
        int between = symbol.indexOf(BETWEEN);
        List<TradePair> pairs = between < 0
                ? ofCodes(symbol)
                : List.of(references
                        .quotes()
                        .pair(parseAsset(symbol.substring(0, between)), parseAsset(symbol.substring(between + 1))));
        return pairs.stream()
                .filter(pair -> symbol(pair).equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a symbol of exchangeInfo, found " + symbol));
    }

    private static Asset parseAsset(String name) {
        return Asset.parse(name.replace('.', ':'));
    }

    /** Lists the pairs of two verified assets whose codes make a text, each in the direction of its quote. */
    private List<TradePair> ofCodes(String codes) {
        var pairs = new ArrayList<TradePair>();
        if (codes.length() > 2 * LONGEST_CODE) {
            return pairs;
        }
        for (int i = 1; i < codes.length(); i++) {
            String counter = codes.substring(i);
            references
                    .verified()
                    .find(codes.substring(0, i))
                    .flatMap(one -> references
                            .verified()
                            .find(counter)
                            .filter(other -> !other.equals(one))
                            .map(other -> new TradePair(one, other)))
                    .filter(pair -> references.quotes().pair(pair).equals(pair))
                    .ifPresent(pairs::add);
        }
        return pairs;
    }
}
