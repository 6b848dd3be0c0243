package org.stellarticker.sandbox.exchange;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.exchange.link.ExchangeClient;

/**
 * Makes the exchange's markets live: makers quote around the fair price, takers take. What they want follows from the seed; what they
 * get also from who else trades. While the exchange is away they wait, and then go on with the orders that it has.
 */
public final class Bots implements Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Bots.class);

    private static final Duration INTERVAL = Duration.ofMillis(250);
    /** Makers move their offers once a second. */
    private static final int INTERVALS_OF_MAKERS = 4;

    private static final int MAKERS_OF_A_MARKET = 2;
    private static final int TAKERS = 24;

    /** No token has such a subject: nobody else gets a bot's account. */
    private static final String NAMES = "bot:";

    private final List<MarketMaker> makers;
    private final List<Takers> takers;
    private final List<BotAccount> accountsOfTakers;
    private final IntSupplier ledger;
    private final Progress progress;
    private boolean away;

    /** @param ledger gives the newest ledger, which is their time */
    Bots(
            long seed,
            List<ExchangeMarket> markets,
            ExchangeClient client,
            IntSupplier ledger,
            Clock clock,
            Progress progress) {
        this.ledger = ledger;
        this.progress = progress;
        this.makers = markets.stream()
                .flatMap(market -> makers(market, seed, client, clock))
                .toList();
        this.accountsOfTakers = IntStream.range(0, TAKERS)
                .mapToObj(number -> new BotAccount(NAMES + "taker-" + number, client, clock))
                .toList();
        this.takers = markets.stream()
                .map(market -> new Takers(market, accountsOfTakers, seed))
                .toList();
    }

    private static Stream<MarketMaker> makers(ExchangeMarket market, long seed, ExchangeClient client, Clock clock) {
        String names = NAMES + "maker-" + market.instrument().symbol() + "-";
        return IntStream.range(0, MAKERS_OF_A_MARKET)
                .mapToObj(number -> new MarketMaker(
                        market, new BotAccount(names + number, client, clock), seed, number, MAKERS_OF_A_MARKET));
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        for (long interval = 0; !stop.await(INTERVAL); interval++) {
            try {
                trade(interval);
                isBack();
            } catch (ExchangeAway gone) {
                isAway(gone);
            }
        }
    }

    private void trade(long interval) throws InterruptedException, ExchangeAway {
        int now = ledger.getAsInt();
        if (interval % INTERVALS_OF_MAKERS == 0) {
            for (MarketMaker maker : makers) {
                maker.quote(now);
            }
        }
        for (BotAccount account : accountsOfTakers) {
            account.open();
        }
        long moment = (long) now * INTERVALS_OF_MAKERS + interval % INTERVALS_OF_MAKERS;
        for (Takers some : takers) {
            some.take(now, moment, INTERVAL.toNanos() / 1e9);
        }
        for (BotAccount account : accountsOfTakers) {
            account.awaitAnswers();
        }
    }

    private void isAway(ExchangeAway gone) {
        progress.retrying("the exchange is away");
        if (!away) {
            away = true;
            LOG.atWarn().addKeyValue("reason", gone.getMessage()).log("the exchange is away; bots wait for it");
        }
    }

    private void isBack() {
        progress.running(makers.size() + " makers, " + accountsOfTakers.size() + " takers");
        if (away) {
            away = false;
            LOG.info("the exchange is back; bots go on");
        }
    }
}
