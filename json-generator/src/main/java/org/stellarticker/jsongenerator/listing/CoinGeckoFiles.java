package org.stellarticker.jsongenerator.listing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.listing.ListedVenue;
import org.stellarticker.marketdata.listing.Symbols;

/** The files that CoinGecko polls: one entry for each order book, and one for each liquidity pool. */
public final class CoinGeckoFiles {

    private CoinGeckoFiles() {}

    /** Returns the files of {@code /coingecko/v1}, each by its name. */
    public static Map<String, byte[]> texts(List<ListedVenue> venues) {
        return Map.of(
                "pairs",
                ListingJson.bytes(json -> writePairs(json, venues)),
                "tickers",
                ListingJson.bytes(json -> writeTickers(json, venues)));
    }

    private static void writePairs(JsonGenerator json, List<ListedVenue> venues) throws IOException {
        json.writeStartArray();
        for (ListedVenue venue : venues) {
            TradePair pair = venue.market().pair();
            json.writeStartObject();
            json.writeStringField("ticker_id", Symbols.explicit(pair));
            json.writeStringField("base", Symbols.explicit(pair.base()));
            json.writeStringField("target", Symbols.explicit(pair.counter()));
            json.writeStringField("pool_id", poolId(venue));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTickers(JsonGenerator json, List<ListedVenue> venues) throws IOException {
        json.writeStartArray();
        for (ListedVenue venue : venues) {
            TradePair pair = venue.market().pair();
            json.writeStartObject();
            json.writeStringField("ticker_id", Symbols.explicit(pair));
            json.writeStringField("base_currency", Symbols.explicit(pair.base()));
            json.writeStringField("target_currency", Symbols.explicit(pair.counter()));
            ListingJson.writeText(json, "last_price", venue.last());
            ListingJson.writeText(json, "base_volume", venue.baseVolume());
            ListingJson.writeText(json, "target_volume", venue.counterVolume());
            writeOffers(json, venue);
            if (venue.prices().isPresent()) {
                CandlePrices prices = venue.prices().get();
                ListingJson.writeText(json, "high", prices.high());
                ListingJson.writeText(json, "low", prices.low());
            }
            json.writeStringField("pool_id", poolId(venue));
            if (venue.liquidityUsd().isPresent()) {
                ListingJson.writeText(
                        json, "liquidity_in_usd", venue.liquidityUsd().get());
            } else {
                json.writeNullField("liquidity_in_usd");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Only an order book has offers; one that is not there, or too old, has no member. */
    private static void writeOffers(JsonGenerator json, ListedVenue venue) throws IOException {
        if (venue.poolId().isEmpty() && venue.market().offers().isPresent()) {
            BestOffers offers = venue.market().offers().get();
            if (offers.bid().isPresent()) {
                ListingJson.writeText(json, "bid", offers.bid().get());
            }
            if (offers.ask().isPresent()) {
                ListingJson.writeText(json, "ask", offers.ask().get());
            }
        }
    }

    /** The order book has the pair's name as its id, which no pool has. */
    private static String poolId(ListedVenue venue) {
        return venue.poolId().orElseGet(() -> Symbols.explicit(venue.market().pair()));
    }
}
