package org.stellarticker.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instruments;
import org.stellarticker.exchange.Side;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.LedgerTrade;
import org.stellarticker.sandbox.journal.Ledgers;
import org.stellarticker.sandbox.market.MarketPlan;
import org.stellarticker.sandbox.market.SimulatedMarket;

class FillTradesTest {

    private static final LedgerSequence LEDGER = new LedgerSequence(60_000_000);
    private static final Instant CLOSED_AT = Instant.parse("2026-11-21T12:00:00Z");
    private static final int XLM_USDC = 0;
    private static final int AQUA_XLM = 1;

    private static SimulatedMarket simulated;
    private static FillTrades trades;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        simulated = SimulatedMarket.open(MarketPlan.steady(5, 100, 20), folder, Clock.systemUTC());
        trades = new FillTrades(Instruments.ofTheSandbox().stream()
                .map(one -> new ExchangeMarket(one, simulated.fairPrice(one.base(), one.counter())))
                .toList());
    }

    @AfterAll
    static void close() throws IOException {
        simulated.close();
    }

    @Test
    void aFillIsATradeWithItsExactValuesAndTheMakersPrice() {
        var fill = fill(1, AQUA_XLM, 45_038, 20_000_000, 901, Side.BUY, 7, 8);

        LedgerTrade made = only(fill);

        assertThat(made.origin()).isEqualTo(LedgerTrade.Origin.EXCHANGE);
        Trade trade = made.trade();
        assertThat(trade.base().asset().code()).isEqualTo("AQUA");
        assertThat(trade.base().amount()).isEqualTo(new Amount(20_000_000));
        assertThat(trade.counter().amount()).isEqualTo(new Amount(901));
        assertThat(trade.price()).isEqualTo(new Price(22_519, 5_000_000));
        assertThat(trade.ledgerCloseTime()).isEqualTo(CLOSED_AT);
    }

    @Test
    void theMakerIsTheSellerWithAnOfferOfItsOwn() {
        Trade bought =
                only(fill(1, AQUA_XLM, 45_038, 20_000_000, 901, Side.BUY, 7, 8)).trade();
        Trade sold = only(fill(1, AQUA_XLM, 45_038, 20_000_000, 901, Side.SELL, 7, 8))
                .trade();

        assertThat(bought.baseIsSeller()).isTrue();
        assertThat(offer(bought.base().party())).isEqualTo(FillTrades.FIRST_OFFER + 7);
        assertThat(sold.baseIsSeller()).isFalse();
        assertThat(offer(sold.counter().party())).isEqualTo(FillTrades.FIRST_OFFER + 7);
        assertThat(sold.base().party()).isNotEqualTo(bought.base().party());
    }

    @Test
    void aMarketIsRecordedInTheDirectionOfItsHistory() {
        Trade trade =
                only(fill(1, XLM_USDC, 26_200, 100_000, 26_200, Side.BUY, 7, 8)).trade();

        assertThat(trade.base().asset().code()).isEqualTo("USDC");
        assertThat(trade.base().amount()).isEqualTo(new Amount(26_200));
        assertThat(trade.counter().amount()).isEqualTo(new Amount(100_000));
        assertThat(trade.price()).isEqualTo(new Price(500, 131));
        assertThat(trade.baseIsSeller()).isFalse();
        assertThat(offer(trade.counter().party())).isEqualTo(FillTrades.FIRST_OFFER + 7);
    }

    @Test
    void eachTakersFillsAreOneOperationAfterTheLedgersOwnTrades() {
        ClosedLedger own = Ledgers.ledger(LEDGER.value(), CLOSED_AT, 5);
        var fills = List.of(
                fill(1, AQUA_XLM, 45_038, 20_000_000, 901, Side.BUY, 7, 20),
                fill(2, AQUA_XLM, 45_039, 20_000_000, 901, Side.BUY, 9, 20),
                fill(3, XLM_USDC, 26_200, 100_000, 26_200, Side.SELL, 10, 21));

        ClosedLedger ledger = trades.add(own, fills);

        assertThat(ledger.trades().subList(0, 5)).isEqualTo(own.trades());
        var ids =
                ledger.trades().stream().skip(5).map(made -> made.trade().id()).toList();
        assertThat(ids.get(1).toid()).isEqualTo(ids.get(0).toid());
        assertThat(ids).extracting(id -> id.index()).containsExactly(0, 1, 0);
        assertThat(ids.get(2).toid() - ids.get(0).toid()).isEqualTo(1L << 12);
        assertThat(ids).allMatch(id -> id.ledger().equals(LEDGER));
    }

    @Test
    void aLedgerWithoutFillsStaysAsItIs() {
        ClosedLedger own = Ledgers.ledger(LEDGER.value(), CLOSED_AT, 3);

        assertThat(trades.add(own, List.of())).isSameAs(own);
    }

    private LedgerTrade only(Fill fill) {
        return trades.add(ClosedLedger.empty(LEDGER, CLOSED_AT), List.of(fill))
                .trades()
                .getFirst();
    }

    private static long offer(Object party) {
        OptionalLong offer = ((OfferParty) party).offerId();
        return offer.orElseThrow();
    }

    private static Fill fill(
            long number, int instrument, long price, long base, long counter, Side taker, long maker, long takerOffer) {
        return new Fill(
                number,
                instrument,
                price,
                base,
                counter,
                new UUID(1, maker),
                new UUID(1, takerOffer),
                1,
                2,
                maker,
                takerOffer,
                taker,
                CLOSED_AT);
    }
}
