package org.stellarticker.core.market;

import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;

/** The party on one side of a trade. */
public sealed interface TradeParty {

    /**
     * An account, by an offer in the order book.
     *
     * @param offerId Horizon's number of the offer; synthetic numbers (operation id + 2^62) belong to offers that were
     *     never stored; empty when Horizon sends none
     */
    record OfferParty(AccountId account, OptionalLong offerId) implements TradeParty {
        public OfferParty(AccountId account, long offerId) {
            this(account, OptionalLong.of(offerId));
        }
    }

    /**
     * A liquidity pool.
     *
     * @param poolId 64 hexadecimal digits
     */
    record PoolParty(String poolId) implements TradeParty {
        public PoolParty {
            if (poolId.length() != 64 || !isHex(poolId)) {
                throw new IllegalArgumentException(
                        "liquidity pool: expected 64 lower-case hexadecimal digits, found \"" + poolId + "\"");
            }
        }

        private static boolean isHex(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                    return false;
                }
            }
            return true;
        }
    }
}
