package org.stellarticker.bench.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;

/**
 * Generates trades from a seed, ledger by ledger: seven and a half days at an even rate, and then any number of
 * ledgers. Prices walk; every tenth trade is a pool's, and some share an operation as hops of a path payment do.
 */
final class GeneratedTrades {

    static final Instant BEGIN = Instant.parse("2026-08-01T03:17:20Z");
    static final Duration HISTORY = Duration.ofHours(180);

    private static final int LEDGER_SECONDS = 5;
    private static final long LEDGERS = HISTORY.toSeconds() / LEDGER_SECONDS;
    private static final long FIRST_LEDGER = 57_000_000;
    private static final int ACCOUNTS = 20_000;
    private static final int PRICE_DENOMINATOR = 10_000_000;
    private static final int POOL_FEE = 30;
    private static final int MOST_HOPS = 4;

    private final GeneratedMarkets markets;
    private final Random random;
    private final long count;
    private final Instant begin;
    private final List<AccountId> accounts;
    private final List<PoolParty> pools;
    private final double[] prices;
    private long ledger;

    /**
     * Makes a generator.
     *
     * @param count of trades in the history
     * @param begin of the history
     */
    GeneratedTrades(GeneratedMarkets markets, Random random, long count, Instant begin) {
        this.markets = markets;
        this.random = random;
        this.count = count;
        this.begin = begin;
        this.accounts = Stream.generate(() -> new AccountId(GeneratedMarkets.account(random)))
                .limit(ACCOUNTS)
                .toList();
        this.pools = Stream.generate(() -> new PoolParty(poolId()))
                .limit(GeneratedMarkets.MARKETS)
                .toList();
        this.prices =
                random.doubles(GeneratedMarkets.MARKETS, -7, 7).map(Math::exp).toArray();
    }

    private String poolId() {
        return "%016x%016x%016x%016x"
                .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    boolean historyIsDone() {
        return ledger == LEDGERS;
    }

    /** Returns the begin of the history. */
    Instant begin() {
        return begin;
    }

    /** Returns how many trades a ledger has on average, at least 1. */
    int tradesALedger() {
        return Math.toIntExact(Math.max(1, count / LEDGERS));
    }

    /** Returns the close time of the last ledger. */
    Instant now() {
        return begin.plusSeconds(ledger * LEDGER_SECONDS);
    }

    /** Returns the trades of the next ledger, in their order. */
    List<Trade> nextLedger() {
        ledger++;
        long size = count * ledger / LEDGERS - count * (ledger - 1) / LEDGERS;
        var trades = new ArrayList<Trade>();
        int operation = 0;
        int index = 0;
        for (int i = 0; i < size; i++) {
            boolean hop = i > 0 && index < MOST_HOPS - 1 && random.nextInt(3) == 0;
            index = hop ? index + 1 : 0;
            operation = hop ? operation : operation + 1;
            trades.add(trade(new TradeId(((FIRST_LEDGER + ledger) << 32) + ((long) operation << 12) + 1, index)));
        }
        return trades;
    }

    private Trade trade(TradeId id) {
        int market = markets.pick(random);
        TradePair pair = markets.pairs().get(market);
        prices[market] *= Math.exp(random.nextGaussian() * 0.001);
        long baseAmount = (long) Math.exp(14 + 3 * random.nextGaussian()) + 1;
        long n = Math.max(1, Math.round(prices[market] * PRICE_DENOMINATOR));
        long counterAmount = Math.max(1, (long) ((double) baseAmount * n / PRICE_DENOMINATOR));
        boolean ofPool = random.nextInt(10) == 0;
        return new Trade(
                id,
                now(),
                new TradeSide(pair.base(), new Amount(baseAmount), ofPool ? pools.get(market) : offer()),
                new TradeSide(pair.counter(), new Amount(counterAmount), offer()),
                ofPool ? new Price(counterAmount, baseAmount) : new Price(n, PRICE_DENOMINATOR),
                random.nextBoolean(),
                ofPool ? OptionalInt.of(POOL_FEE) : OptionalInt.empty());
    }

    private TradeParty offer() {
        return new OfferParty(accounts.get(random.nextInt(ACCOUNTS)), 1_000_000_000L + random.nextInt(1_000_000_000));
    }
}
