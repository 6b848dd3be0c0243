package org.stellarticker.graphqlserver.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.account;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

class BinanceSymbolsTest {

    private static final Asset A = Asset.issued("A", account('A'));
    private static final Asset AB = Asset.issued("AB", account('B'));
    private static final Asset BC = Asset.issued("BC", account('C'));
    private static final Asset C = Asset.issued("C", account('D'));
    private static final Asset SCAM = Asset.issued("AB", account('S'));

    private final QuoteRanking quotes = new QuoteRanking(List.of(C, BC));
    private final BinanceSymbols symbols =
            new BinanceSymbols(new ReferenceAssets(quotes, new VerifiedAssets(List.of(A, AB, BC, C)), List.of(C)));

    @Test
    void codesThatCanBeSplitInTwoWaysAreNoSymbol() {
        assertThat(symbols.symbol(new TradePair(A, BC))).isEqualTo("A." + account('A') + "_BC." + account('C'));
        assertThat(symbols.symbol(new TradePair(AB, C))).isEqualTo("AB." + account('B') + "_C." + account('D'));
        assertThat(symbols.symbol(new TradePair(XLM, C))).isEqualTo("XLMC");
        assertThatIllegalArgumentException().isThrownBy(() -> symbols.parse("ABC"));
    }

    @Test
    void aCodeAloneNamesNoUnverifiedAsset() {
        assertThat(symbols.symbol(new TradePair(SCAM, XLM))).isEqualTo("AB." + account('S') + "_XLM");
        assertThat(symbols.symbol(new TradePair(AB, XLM))).isEqualTo("ABXLM");
    }

    @Test
    void eachMarketHasOneSymbolThatReadsBack() {
        for (Asset one : List.of(XLM, A, AB, BC, C, SCAM)) {
            for (Asset other : List.of(XLM, A, AB, BC, C, SCAM)) {
                if (!one.equals(other)) {
                    TradePair pair = quotes.pair(one, other);
                    String symbol = symbols.symbol(pair);
                    assertThat(symbols.parse(symbol)).isEqualTo(pair);
                    assertThat(symbol).matches("[0-9A-Za-z._]+");
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> symbols.parse("CXLM"));
        assertThatIllegalArgumentException()
                .as("the explicit form of a market that has a short one")
                .isThrownBy(() -> symbols.parse("XLM_C." + account('D')));
    }

    @Test
    void aLongTextIsRefusedAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> symbols.parse("X".repeat(1_000_000)));
    }

    @Test
    void idsAscendAsTradesDo() {
        long ledger = 60_000_000L << 32;
        var ids = List.of(
                new TradeId(ledger + (1L << 12) + 1, 0),
                new TradeId(ledger + (1L << 12) + 1, 1),
                new TradeId(ledger + (1L << 12) + 1, 500),
                new TradeId(ledger + (1L << 12) + 2, 0),
                new TradeId(ledger + (1L << 12) + 100, 0),
                new TradeId(ledger + (2L << 12) + 1, 0),
                new TradeId(ledger + (1_000L << 12) + 1, 0),
                new TradeId(ledger + (1L << 32), 0));
        assertThat(ids.stream().map(BinanceTradeId::of).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(BinanceTradeId.of(new TradeId(Long.MAX_VALUE, Integer.MAX_VALUE)))
                .as("exact in JavaScript")
                .isBetween(1L, (1L << 53) - 1);
        assertThat(ids.stream().map(BinanceTradeId::of).map(Long::doubleValue))
                .as("as numbers of JavaScript")
                .doesNotHaveDuplicates();
    }
}
