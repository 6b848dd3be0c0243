package org.stellarticker.exchange.engine;

import java.util.UUID;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Side;

/** A fill in the engine, which is used again for another fill. */
public final class FillEntry {

    public long number;
    public int instrument;
    public long price;
    public long baseAmount;
    public long counterAmount;
    public long makerHigh;
    public long makerLow;
    public long takerHigh;
    public long takerLow;
    public int makerAccount;
    public int takerAccount;
    public long makerOffer;
    public long takerOffer;
    public Side takerSide = Side.BUY;
    public long at;

    void parties(OrderEntry maker, OrderEntry taker) {
        makerHigh = maker.idHigh;
        makerLow = maker.idLow;
        takerHigh = taker.idHigh;
        takerLow = taker.idLow;
        makerAccount = maker.account;
        takerAccount = taker.account;
        makerOffer = maker.number;
        takerOffer = taker.number;
        takerSide = taker.side;
        instrument = taker.instrument;
    }

    /** Returns a copy that may be kept. */
    public Fill copy() {
        return new Fill(
                number,
                instrument,
                price,
                baseAmount,
                counterAmount,
                new UUID(makerHigh, makerLow),
                new UUID(takerHigh, takerLow),
                makerAccount,
                takerAccount,
                makerOffer,
                takerOffer,
                takerSide,
                Micros.instant(at));
    }
}
