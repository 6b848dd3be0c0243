package org.stellarticker.marketdata.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.aPoolTrade;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.db.trade.Trades.account;

import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.AccountId;

class SwapTest {

    private static final AccountId BASE = new AccountId(account('S'));
    private static final AccountId COUNTER = new AccountId(account('T'));

    @Test
    void theSellersOfferWasThereFirst() {
        // Horizon's base is the seller, so the other account took its offer and gave counter.
        Swap swap = Swap.of(aTrade(1, 0, NOON));

        assertThat(swap.taker()).isEqualTo(COUNTER);
        assertThat(swap.takerGivesBase()).isFalse();
        assertThat(swap.poolId()).isEmpty();
    }

    @Test
    void theTakerIsTheSameInBothDirections() {
        Swap turned = Swap.of(aTrade(1, 0, NOON).turned());

        assertThat(turned.taker()).isEqualTo(COUNTER);
        assertThat(turned.takerGivesBase()).isTrue();
    }

    @Test
    void aPoolIsNeverTheTaker() {
        Swap swap = Swap.of(aPoolTrade(1, 0, NOON));

        assertThat(swap.taker()).isEqualTo(BASE);
        assertThat(swap.takerGivesBase()).isTrue();
        assertThat(swap.poolId()).contains("0123456789abcdef".repeat(4));
        assertThat(Swap.of(aPoolTrade(1, 0, NOON).turned()).takerGivesBase()).isFalse();
    }
}
