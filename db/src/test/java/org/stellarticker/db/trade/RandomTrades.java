package org.stellarticker.db.trade;

import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;

/** Makes random trades of a few markets, with everything that breaks sums: ties, extremes, borders of time, dust. */
public final class RandomTrades {

    /** The amount, in stroops, about which some trades are a little smaller or larger. */
    public static final long DUST_FLOOR = 1000;

    private static final Asset[] ASSETS = {XLM, USD, EUR, BTC};

    private final Random random;

    public RandomTrades(Random random) {
        this.random = random;
    }

    /** Returns trades of a time range in the order of their ids; ledgers close on whole seconds, some on full minutes. */
    public List<Trade> list(int count, Instant start, Duration length) {
        long[] seconds = random.longs(count, 0, length.toSeconds())
                .map(second -> random.nextInt(4) == 0 ? second / 60 * 60 : second)
                .map(second -> random.nextInt(8) == 0 ? second / 3600 * 3600 : second)
                .sorted()
                .toArray();
        var trades = new ArrayList<Trade>();
        for (int i = 0; i < count; i++) {
            trades.add(trade(i, start.plusSeconds(seconds[i]), 1000 + seconds[i]));
        }
        return trades;
    }

    private Trade trade(int number, Instant closeTime, long ledger) {
        int base = random.nextInt(ASSETS.length);
        int counter = (base + 1 + random.nextInt(ASSETS.length - 1)) % ASSETS.length;
        return new Trade(
                new TradeId((ledger << 32) + (number / 3) * 4096L + 1, number % 3),
                closeTime,
                side(ASSETS[base]),
                side(ASSETS[counter]),
                price(),
                random.nextBoolean(),
                OptionalInt.empty());
    }

    private TradeSide side(Asset asset) {
        long amount = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> DUST_FLOOR - 1 + random.nextInt(3);
            default -> random.nextInt(1_000_000);
        };
        return new TradeSide(asset, new Amount(amount), new OfferParty(new AccountId(account('S')), random.nextLong()));
    }

    private Price price() {
        return switch (random.nextInt(4)) {
            // Equal prices written differently.
            case 0 -> {
                int factor = 1 + random.nextInt(3);
                yield new Price(factor, 2L * factor);
            }
            // As near to each other as two fractions of 64-bit numbers can be.
            case 1 -> new Price(Long.MAX_VALUE - random.nextInt(4), Long.MAX_VALUE - random.nextInt(4));
            case 2 -> new Price(1 + random.nextInt(5), Long.MAX_VALUE - random.nextInt(4));
            default -> new Price(1 + random.nextInt(1000), 1 + random.nextInt(1000));
        };
    }
}
