package org.stellarticker.db.market;

import java.math.BigDecimal;
import java.time.Instant;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;

/**
 * What was traded on a market in the hours before a cut; prices are counter per base, those of the trades that set them.
 *
 * @param bothValid whether both assets are valid
 * @param baseAnchorCode what the base asset stands for, by its issuer's word; empty when unknown
 * @param baseVolume in units
 * @param first the trade that {@code open} is of
 * @param last the trade that {@code close} is of
 */
public record MarketWindow(
        TradePair pair,
        boolean bothValid,
        String baseAnchorCode,
        String counterAnchorCode,
        int windowHours,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        Price open,
        Price high,
        Price low,
        Price close,
        TradeId first,
        TradeId last,
        Instant firstTradeTime,
        Instant lastTradeTime) {}
