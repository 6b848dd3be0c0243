package org.stellarticker.graphqlserver.stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.Topic;

class ClientSelectionsTest {

    private final ClientSelections clients = new ClientSelections();

    @Test
    void aClientFollowsNoMoreDifferentSelectionsThanOneMay() {
        for (int i = 0; i < ClientSelections.MOST; i++) {
            clients.add("one", selection(i));
        }
        clients.add("one", selection(0));

        assertThatThrownBy(() -> clients.admit("one", selection(-1)))
                .isInstanceOf(TooManySelections.class)
                .hasMessageContaining("expected at most 500 different ones");
        assertThatCode(() -> clients.admit("one", selection(1))).doesNotThrowAnyException();
        assertThatCode(() -> clients.admit("other", selection(-1))).doesNotThrowAnyException();
        clients.remove("one", selection(0));
        assertThatThrownBy(() -> clients.admit("one", selection(-1)))
                .as("it is followed twice")
                .isInstanceOf(TooManySelections.class);
        clients.remove("one", selection(0));
        assertThatCode(() -> clients.admit("one", selection(-1))).doesNotThrowAnyException();
    }

    private static Selection selection(int number) {
        var quote = Asset.parse("Q" + (number + 1) + ":" + Trades.USD.issuer());
        return new Selection(Set.of(Topic.TRADES), Optional.of(new TradePair(Trades.XLM, quote)), Set.of());
    }
}
