package org.stellarticker.sandbox.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.asset.Asset;

/**
 * Encodes a ledger: sequence, close time, counts, the trades, and then the assets that were traded for the first time.
 * Sequences may skip ledgers: those between two written ones are empty and closed at even intervals.
 */
final class LedgerCode {

    static final int SEQUENCE = 0;
    static final int CLOSED_AT = 4;
    static final int TRADE_COUNT = 12;
    static final int ASSET_COUNT = 16;
    static final int TRADES = 20;

    private LedgerCode() {}

    static int sizeAtMost(ClosedLedger ledger) {
        // Code, colon and issuer are at most 69 bytes, so one byte holds the length.
        return TRADES + ledger.trades().size() * (TradeCode.BYTES + 2 * 70);
    }

    /** Encodes a ledger; new assets are added to the directory. */
    static void encode(ClosedLedger ledger, AssetDirectory assets, ByteBuffer into) {
        int start = into.position();
        into.putInt((int) ledger.sequence().value());
        into.putLong(ledger.closedAt().getEpochSecond());
        into.putInt(ledger.trades().size());
        into.putInt(0);
        List<Asset> newAssets = new ArrayList<>();
        for (LedgerTrade ledgerTrade : ledger.trades()) {
            var trade = ledgerTrade.trade();
            int base = number(trade.base().asset(), assets, newAssets);
            int counter = number(trade.counter().asset(), assets, newAssets);
            TradeCode.encode(ledgerTrade, base, counter, into);
        }
        into.putInt(start + ASSET_COUNT, newAssets.size());
        for (Asset asset : newAssets) {
            byte[] text = AssetDirectory.encode(asset);
            into.put((byte) text.length).put(text);
        }
    }

    private static int number(Asset asset, AssetDirectory assets, List<Asset> newAssets) {
        var known = assets.find(asset);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        newAssets.add(asset);
        return assets.add(asset);
    }

    static void addNewAssets(ByteBuffer payload, AssetDirectory assets) {
        int at = TRADES + payload.getInt(TRADE_COUNT) * TradeCode.BYTES;
        for (int i = payload.getInt(ASSET_COUNT); i > 0; i--) {
            byte[] text = new byte[payload.get(at)];
            payload.get(at + 1, text);
            assets.add(AssetDirectory.decode(text));
            at += 1 + text.length;
        }
    }
}
