package org.stellarticker.ingester.horizon.read;

import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.ingester.horizon.json.RecordMembers;

/** Reads Horizon's answer of {@code /liquidity_pools}. Numbers may come as strings. */
final class PoolPageReader {

    private static final String NATIVE = "native";

    private static final int MOST_FEE = 10_000;

    private PoolPageReader() {}

    static PoolPage read(byte[] body) {
        ListPage<PoolListing> page =
                ListPage.read("liquidity pools", body, PoolPageReader::pool, record -> record.text("/id"));
        return new PoolPage(page.records(), page.next(), page.rejected());
    }

    private static PoolListing pool(RecordMembers record) {
        String type = record.text("/type");
        if (!type.equals("constant_product")) {
            throw new IllegalArgumentException("type: expected constant_product, found \"" + type + "\"");
        }
        Asset one = asset(record.text("/reserves/0/asset"));
        Asset other = asset(record.text("/reserves/1/asset"));
        if (record.find("/reserves/2/asset").isPresent()) {
            throw new IllegalArgumentException("reserves: expected two, found more");
        }
        var pair = TradePair.normalised(one, other);
        boolean turned = !one.equals(pair.base());
        return new PoolListing(
                new PoolParty(record.text("/id")).poolId(),
                pair,
                Amount.parse(record.text(turned ? "/reserves/1/amount" : "/reserves/0/amount")),
                Amount.parse(record.text(turned ? "/reserves/0/amount" : "/reserves/1/amount")),
                fee(record),
                Amount.parse(record.text("/total_shares")),
                trustlines(record));
    }

    private static int fee(RecordMembers record) {
        record.text("/fee_bp");
        long fee = record.count("/fee_bp");
        if (fee > MOST_FEE) {
            throw new IllegalArgumentException("fee_bp: expected 0 to " + MOST_FEE + ", found " + fee);
        }
        return (int) fee;
    }

    private static long trustlines(RecordMembers record) {
        record.text("/total_trustlines");
        return record.count("/total_trustlines");
    }

    /** Parses {@code native} or {@code CODE:ISSUER}. */
    private static Asset asset(String canonical) {
        int colon = canonical.indexOf(':');
        if (colon < 0 && !canonical.equals(NATIVE)) {
            throw new IllegalArgumentException("asset: expected native or CODE:ISSUER, found \"" + canonical + "\"");
        }
        return colon < 0
                ? NativeAsset.XLM
                : Asset.issued(canonical.substring(0, colon), canonical.substring(colon + 1));
    }
}
