package org.stellarticker.ingester.horizon.read.trade;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;

/** One side of a trade record as it was sent, with the names of its members, which are made once. */
final class RawTradeSide {

    private final String amountName;
    private final String assetTypeName;
    private final String accountName;
    private final String offerIdName;

    @Nullable
    String amount;

    @Nullable
    String assetType;

    @Nullable
    String assetCode;

    @Nullable
    String assetIssuer;

    @Nullable
    String account;

    @Nullable
    String offerId;

    @Nullable
    String poolId;

    RawTradeSide(String name) {
        amountName = name + "_amount";
        assetTypeName = name + "_asset_type";
        accountName = name + "_account";
        offerIdName = name + "_offer_id";
    }

    void clear() {
        amount = null;
        assetType = null;
        assetCode = null;
        assetIssuer = null;
        account = null;
        offerId = null;
        poolId = null;
    }

    /**
     * Returns the side.
     *
     * @throws IllegalArgumentException naming the member that is missing or cannot be used
     */
    TradeSide side() {
        return new TradeSide(asset(), Amount.parse(required(amountName, amount)), party());
    }

    private Asset asset() {
        return KnownAssets.SHARED.get(
                required(assetTypeName, assetType),
                assetCode == null ? "" : assetCode,
                assetIssuer == null ? "" : assetIssuer);
    }

    private TradeParty party() {
        return poolId != null
                ? new PoolParty(poolId)
                : new OfferParty(
                        new AccountId(required(accountName, account)),
                        offerId == null ? OptionalLong.empty() : OptionalLong.of(number(offerIdName, offerId)));
    }

    static long number(String name, @Nullable String text) {
        try {
            return Long.parseLong(required(name, text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    name + ": expected a whole number of 64 bits, found \"" + text + "\"", notANumber);
        }
    }

    static String required(String name, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": expected a value, found none");
        }
        return value;
    }
}
