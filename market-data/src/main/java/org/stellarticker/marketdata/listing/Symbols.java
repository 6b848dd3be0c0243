package org.stellarticker.marketdata.listing;

import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/**
 * The names of assets and pairs at listing sites. A pair is its base and its quote with {@code _} between them.
 *
 * <p>{@code XLM_USDC-GA5Z…} is explicit: an asset is {@code XLM} or {@code CODE-ISSUER}. CoinMarketCap may split pairs at
 * {@code -}, too, so that its symbols have none: the code of a verified asset, {@code CODE:ISSUER} of any other.
 */
public final class Symbols {

    private static final String BETWEEN = "_";

    private Symbols() {}

    /** Returns {@code XLM} or {@code CODE-ISSUER}. */
    public static String explicit(Asset asset) {
        return asset.equals(NativeAsset.XLM) ? asset.code() : asset.code() + "-" + asset.issuer();
    }

    /** Returns the pair of explicit names. */
    public static String explicit(TradePair pair) {
        return explicit(pair.base()) + BETWEEN + explicit(pair.counter());
    }

    /** Returns the pair of symbols that CoinMarketCap gets. */
    public static String verified(TradePair pair, VerifiedAssets verified) {
        return verified.symbol(pair.base()) + BETWEEN + verified.symbol(pair.counter());
    }

    /**
     * Reads a pair in any of these forms.
     *
     * @throws IllegalArgumentException when it is none; the message says what was expected and found
     */
    public static TradePair parse(String text, VerifiedAssets verified) {
        return parse(text, name -> verified.find(name).orElseGet(() -> Asset.parse(name)));
    }

    /** Reads a pair of explicit names, as {@link #parse(String, VerifiedAssets)} does. */
    public static TradePair parse(String text) {
        return parse(text, Asset::parse);
    }

    private static TradePair parse(String text, Function<String, Asset> asset) {
        int between = text.indexOf(BETWEEN);
        if (between < 0) {
            throw new IllegalArgumentException("expected BASE_QUOTE, found \"" + text + "\"");
        }
        return new TradePair(
                asset.apply(text.substring(0, between)), asset.apply(text.substring(between + BETWEEN.length())));
    }
}
