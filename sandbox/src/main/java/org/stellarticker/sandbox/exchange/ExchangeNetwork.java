package org.stellarticker.sandbox.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.Progress;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.market.MarketPlan;
import org.stellarticker.sandbox.market.SimulatedMarket;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.PlayedNetwork;

/**
 * Plays a simulated market whose busiest pairs are traded on the exchange. Each ledger has the simulation's trades, and after them all
 * fills that the exchange made since the ledger before.
 */
public final class ExchangeNetwork implements PlayedNetwork {

    private final SimulatedMarket simulated;
    private final ExchangeClient client;
    private final List<ExchangeMarket> markets;
    private final FillTrades trades;
    private final Fills fills;
    private final NetworkState state;
    private final long seed;
    private List<Fill> newest = List.of();

    /**
     * Opens the market whose journal is in a folder, or starts one there whose history ends now. It does not wait for the exchange.
     *
     * @param instruments the exchange's markets, each one of the simulated market
     * @param client of the exchange; closed with this network
     */
    public static ExchangeNetwork open(
            MarketPlan plan, List<Instrument> instruments, ExchangeClient client, Path folder, Clock clock)
            throws IOException {
        var elsewhere = instruments.stream().map(ExchangeMarket::pair).collect(Collectors.toUnmodifiableSet());
        var simulated = SimulatedMarket.open(plan, elsewhere, folder, clock);
        return new ExchangeNetwork(plan.seed(), simulated, instruments, client);
    }

    private ExchangeNetwork(long seed, SimulatedMarket simulated, List<Instrument> instruments, ExchangeClient client) {
        this.seed = seed;
        this.simulated = simulated;
        this.client = client;
        this.markets = instruments.stream()
                .map(instrument ->
                        new ExchangeMarket(instrument, simulated.fairPrice(instrument.base(), instrument.counter())))
                .toList();
        this.trades = new FillTrades(markets);
        this.fills = new Fills(client, markets.size());
        this.state = new ExchangeState(simulated.state(), client, markets);
    }

    @Override
    public Journal journal() {
        return simulated.journal();
    }

    @Override
    public NetworkState state() {
        return state;
    }

    @Override
    public ClosedLedger next(LedgerSequence sequence, Instant closedAt) throws InterruptedException {
        ClosedLedger ledger = simulated.next(sequence, closedAt);
        newest = fills.after(journal().exchangeFills());
        return trades.add(ledger, newest);
    }

    @Override
    public boolean hasMore() {
        return newest.size() == Fills.OF_A_LEDGER_AT_MOST;
    }

    @Override
    public Map<UUID, Instant> filledOrders(Predicate<UUID> wanted) {
        Map<UUID, Instant> orders = new LinkedHashMap<>();
        for (Fill fill : newest) {
            for (UUID order : List.of(fill.makerOrder(), fill.takerOrder())) {
                if (wanted.test(order)) {
                    orders.putIfAbsent(order, fill.at());
                }
            }
        }
        return orders;
    }

    /** Returns the bots that trade on the exchange. */
    public Bots bots(Clock clock, Progress progress) {
        return new Bots(seed, markets, client, () -> journal().view().latest(), clock, progress);
    }

    @Override
    public void close() throws IOException {
        client.close();
        simulated.close();
    }
}
