package org.stellarticker.exchange.link;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.market.Amount;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Refusal;

/** Says for people why a command was refused. */
final class RefusalTexts {

    private RefusalTexts() {}

    /**
     * Returns what was expected and found.
     *
     * @param expected the bound of the engine's answer, in stroops, ticks or as a number
     * @param instrument of the command; null when it names none
     */
    static String text(Refusal refusal, long expected, long found, @Nullable Instrument instrument) {
        String wanted = "expected " + refusal.expected();
        return switch (refusal) {
            case AMOUNT_TOO_SMALL, AMOUNT_TOO_LARGE, AMOUNT_OFF_LOT, AMOUNT_BELOW_EXECUTED ->
                wanted + ", " + amount(expected) + "; found " + amount(found);
            case BALANCE_TOO_SMALL -> wanted + ": " + amount(expected) + "; found an order that needs " + amount(found);
            case PRICE_TOO_HIGH, PRICE_MISSING, PRICE_NOT_ALLOWED, WOULD_TAKE ->
                wanted + "; found " + price(found, instrument);
            case TOO_MANY_ORDERS -> wanted + " than " + expected + "; found " + found;
            case UNKNOWN_ACCOUNT, UNKNOWN_INSTRUMENT -> wanted + "; found " + found;
            default -> wanted;
        };
    }

    private static String amount(long stroops) {
        return decimal(BigDecimal.valueOf(stroops, Amount.SCALE));
    }

    private static String price(long ticks, @Nullable Instrument instrument) {
        return instrument == null ? ticks + " ticks" : decimal(BigDecimal.valueOf(ticks, instrument.priceDecimals()));
    }

    private static String decimal(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
