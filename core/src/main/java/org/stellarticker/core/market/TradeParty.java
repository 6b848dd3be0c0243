package org.stellarticker.core.market;

import java.util.Optional;
import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;

/** The party on one side of a trade. */
public sealed interface TradeParty {

    /** Returns the account; empty for a pool. */
    default Optional<AccountId> findAccount() {
        return this instanceof OfferParty offer ? Optional.of(offer.account()) : Optional.empty();
    }

    /** Returns the account's address; empty for a pool. */
    default Optional<String> findAddress() {
        return findAccount().map(AccountId::value);
    }

    /** Returns the number of the offer; empty for a pool, and for an offer whose number is not known. */
    default OptionalLong findOffer() {
        return this instanceof OfferParty offer ? offer.offerId() : OptionalLong.empty();
    }

    /** Returns the id of the pool; empty for an account. */
    default Optional<String> findPool() {
        return this instanceof PoolParty pool ? Optional.of(pool.poolId()) : Optional.empty();
    }

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
