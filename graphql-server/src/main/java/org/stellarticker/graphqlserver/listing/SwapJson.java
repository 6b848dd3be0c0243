package org.stellarticker.graphqlserver.listing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.asset.ValidAsset;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.AssetDetails;
import org.stellarticker.marketdata.listing.Swap;
import org.stellarticker.marketdata.listing.Symbols;

/** The answers of DexScreener's adapter, version 1.1; GeckoTerminal reads the same. */
final class SwapJson {

    private static final String BOOK = "stellar-orderbook";
    private static final String POOL = "stellar-amm";

    /** An operation makes fewer trades than this. */
    private static final long TRADES_AN_OPERATION = 100_000;

    private static final int OPERATION_BITS = 12;
    private static final int TRANSACTION_BITS = 20;

    private SwapJson() {}

    static byte[] latestBlock(Ledger ledger) {
        return Json.write(json -> {
            json.writeStartObject();
            writeBlock(json, ledger.sequence().value(), ledger.closedAt().getEpochSecond());
            json.writeEndObject();
        });
    }

    private static void writeBlock(JsonGenerator json, long number, long seconds) throws IOException {
        json.writeObjectFieldStart("block");
        json.writeNumberField("blockNumber", number);
        json.writeNumberField("blockTimestamp", seconds);
        json.writeEndObject();
    }

    static byte[] asset(AssetDetails details, boolean withDecimals) {
        Asset asset = details.status().asset();
        return Json.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("asset");
            json.writeStringField("id", Symbols.explicit(asset));
            json.writeStringField("name", name(details));
            json.writeStringField("symbol", asset.code());
            if (withDecimals) {
                json.writeNumberField("decimals", Amount.SCALE);
            }
            Optional<BigDecimal> supply = details.valid()
                    .map(ValidAsset::listed)
                    .filter(_ -> !asset.equals(NativeAsset.XLM))
                    .map(listed -> listed.holdings().total());
            if (supply.isPresent()) {
                json.writeStringField("totalSupply", PlainDecimal.of(supply.get()));
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** An empty name would stop the site's indexing. */
    private static String name(AssetDetails details) {
        Asset asset = details.status().asset();
        return details.valid()
                .map(valid -> valid.currency().name().strip())
                .filter(name -> !name.isEmpty())
                .orElse(asset.equals(NativeAsset.XLM) ? "Stellar Lumens" : asset.code());
    }

    static byte[] book(TradePair pair) {
        return pair(Symbols.explicit(pair), BOOK, pair, Optional.empty());
    }

    /** @param pair in the direction of its quote */
    static byte[] pool(LiquidityPool pool, TradePair pair) {
        return pair(pool.id(), POOL, pair, Optional.of(pool.feeBp()));
    }

    private static byte[] pair(String id, String dexKey, TradePair pair, Optional<Integer> feeBp) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("pair");
            json.writeStringField("id", id);
            json.writeStringField("dexKey", dexKey);
            json.writeStringField("asset0Id", Symbols.explicit(pair.base()));
            json.writeStringField("asset1Id", Symbols.explicit(pair.counter()));
            if (feeBp.isPresent()) {
                json.writeNumberField("feeBps", feeBp.get());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static byte[] events(List<Swap> swaps) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("events");
            for (Swap swap : swaps) {
                if (hasAmounts(swap.trade())) {
                    writeSwap(json, swap);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** A site that divides by an amount would stop at one of 0. */
    private static boolean hasAmounts(Trade trade) {
        return trade.base().amount().stroops() > 0 && trade.counter().amount().stroops() > 0;
    }

    private static void writeSwap(JsonGenerator json, Swap swap) throws IOException {
        Trade trade = swap.trade();
        long toid = trade.id().toid();
        json.writeStartObject();
        writeBlock(json, trade.id().ledger().value(), trade.ledgerCloseTime().getEpochSecond());
        json.writeStringField("eventType", "swap");
        json.writeStringField("txnId", Long.toString(toid >>> OPERATION_BITS << OPERATION_BITS));
        json.writeNumberField("txnIndex", (toid >>> OPERATION_BITS) & ((1 << TRANSACTION_BITS) - 1));
        json.writeNumberField(
                "eventIndex",
                (toid & ((1 << OPERATION_BITS) - 1)) * TRADES_AN_OPERATION
                        + trade.id().index());
        json.writeStringField("maker", swap.taker().value());
        json.writeStringField("pairId", swap.poolId().orElse(Symbols.explicit(trade.pair())));
        boolean givesBase = swap.takerGivesBase();
        writeAmount(json, givesBase ? "asset0In" : "asset1In", givesBase ? trade.base() : trade.counter());
        writeAmount(json, givesBase ? "asset1Out" : "asset0Out", givesBase ? trade.counter() : trade.base());
        json.writeStringField("priceNative", PlainDecimal.of(trade.price()));
        json.writeEndObject();
    }

    private static void writeAmount(JsonGenerator json, String member, TradeSide side) throws IOException {
        json.writeStringField(member, PlainDecimal.of(side.amount().units()));
    }
}
