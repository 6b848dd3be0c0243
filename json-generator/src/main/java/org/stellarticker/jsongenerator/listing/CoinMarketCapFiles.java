package org.stellarticker.jsongenerator.listing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.listing.ListedMarket;
import org.stellarticker.marketdata.listing.Listing;
import org.stellarticker.marketdata.listing.Symbols;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/** The files that CoinMarketCap polls, by its "ideal API endpoints", and its form for decentralised exchanges. */
public final class CoinMarketCapFiles {

    /** CoinMarketCap's own ids, of verified assets only. Most assets of the network have none. */
    private static final Map<String, String> UNIFIED_IDS = Map.of("XLM", "512", "USDC", "3408");

    private static final BigDecimal STROOP = BigDecimal.ONE.movePointLeft(Amount.SCALE);

    private final VerifiedAssets verified;

    public CoinMarketCapFiles(VerifiedAssets verified) {
        this.verified = verified;
    }

    /** Returns the files of {@code /coinmarketcap/v1}, each by its name. */
    public Map<String, byte[]> texts(Listing listing) {
        return Map.of(
                "summary",
                ListingJson.bytes(json -> writeSummary(json, listing)),
                "assets",
                ListingJson.bytes(json -> writeAssets(json, listing)),
                "ticker",
                ListingJson.bytes(json -> writeTicker(json, listing)),
                "dex",
                ListingJson.bytes(json -> writeDex(json, listing)));
    }

    private void writeSummary(JsonGenerator json, Listing listing) throws IOException {
        json.writeStartArray();
        for (ListedMarket market : listing.markets()) {
            TradePair pair = market.pair();
            json.writeStartObject();
            json.writeStringField("trading_pairs", Symbols.verified(pair, verified));
            json.writeStringField("base_currency", verified.symbol(pair.base()));
            json.writeStringField("quote_currency", verified.symbol(pair.counter()));
            ListingJson.writeNumber(json, "last_price", market.prices().close());
            writeOffers(json, market);
            ListingJson.writeNumber(json, "base_volume", market.baseVolume());
            ListingJson.writeNumber(json, "quote_volume", market.counterVolume());
            ListingJson.writeNumber(json, "price_change_percent_24h", market.changePercent(PlainDecimal.PRECISION));
            ListingJson.writeNumber(json, "highest_price_24h", market.prices().high());
            ListingJson.writeNumber(json, "lowest_price_24h", market.prices().low());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An offer that is not there, or too old, has no member. */
    private static void writeOffers(JsonGenerator json, ListedMarket market) throws IOException {
        if (market.offers().isPresent()) {
            var offers = market.offers().get();
            if (offers.ask().isPresent()) {
                ListingJson.writeNumber(json, "lowest_ask", offers.ask().get());
            }
            if (offers.bid().isPresent()) {
                ListingJson.writeNumber(json, "highest_bid", offers.bid().get());
            }
        }
    }

    /** The network itself takes no fee of a trade's amount, and anybody may send assets in and out at any time. */
    private void writeAssets(JsonGenerator json, Listing listing) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Asset> entry : bySymbol(listing).entrySet()) {
            Asset asset = entry.getValue();
            json.writeObjectFieldStart(entry.getKey());
            json.writeStringField("name", name(listing, asset));
            Optional<String> id = unifiedId(asset);
            if (id.isPresent()) {
                json.writeStringField("unified_cryptoasset_id", id.get());
            }
            json.writeBooleanField("can_withdraw", true);
            json.writeBooleanField("can_deposit", true);
            ListingJson.writeText(json, "min_withdraw", STROOP);
            json.writeStringField("maker_fee", "0");
            json.writeStringField("taker_fee", "0");
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private SequencedMap<String, Asset> bySymbol(Listing listing) {
        var assets = new TreeMap<String, Asset>();
        listing.markets().stream()
                .flatMap(market -> Stream.of(market.pair().base(), market.pair().counter()))
                .forEach(asset -> assets.put(verified.symbol(asset), asset));
        return assets;
    }

    private void writeTicker(JsonGenerator json, Listing listing) throws IOException {
        json.writeStartObject();
        for (ListedMarket market : listing.markets()) {
            TradePair pair = market.pair();
            json.writeObjectFieldStart(Symbols.verified(pair, verified));
            json.writeStringField("base_id", unifiedId(pair.base()).orElse(address(pair.base())));
            json.writeStringField("quote_id", unifiedId(pair.counter()).orElse(address(pair.counter())));
            writeVolumes(json, market);
            json.writeStringField("isFrozen", "0");
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeDex(JsonGenerator json, Listing listing) throws IOException {
        json.writeStartObject();
        for (ListedMarket market : listing.markets()) {
            Asset base = market.pair().base();
            Asset quote = market.pair().counter();
            json.writeObjectFieldStart(address(base) + "_" + address(quote));
            json.writeStringField("base_id", address(base));
            json.writeStringField("base_name", name(listing, base));
            json.writeStringField("base_symbol", base.code());
            json.writeStringField("quote_id", address(quote));
            json.writeStringField("quote_name", name(listing, quote));
            json.writeStringField("quote_symbol", quote.code());
            writeVolumes(json, market);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeVolumes(JsonGenerator json, ListedMarket market) throws IOException {
        ListingJson.writeText(json, "last_price", market.prices().close());
        ListingJson.writeText(json, "base_volume", market.baseVolume());
        ListingJson.writeText(json, "quote_volume", market.counterVolume());
    }

    private Optional<String> unifiedId(Asset asset) {
        return verified.contains(asset) ? Optional.ofNullable(UNIFIED_IDS.get(asset.code())) : Optional.empty();
    }

    private static String name(Listing listing, Asset asset) {
        return asset.equals(NativeAsset.XLM) ? "Stellar Lumens" : listing.name(asset);
    }

    /** Returns the asset as SEP-11 writes it. */
    private static String address(Asset asset) {
        return asset.equals(NativeAsset.XLM) ? asset.issuer() : asset.key();
    }
}
