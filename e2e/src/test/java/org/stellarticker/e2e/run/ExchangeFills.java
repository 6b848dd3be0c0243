package org.stellarticker.e2e.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Instruments;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.link.ExchangeClient;

/** The engine's own list of fills, from its events, and its accounts and books, asked without a gateway. */
final class ExchangeFills implements AutoCloseable {

    private final ExchangeClient client;
    private final AutoCloseable following;
    private final List<Fill> fills = new ArrayList<>();
    private final AtomicReference<String> fault = new AtomicReference<>("");
    private final List<Instrument> instruments = Instruments.ofTheSandbox();

    /** Follows the exchange of a run from its first event. */
    ExchangeFills(RunningTicker ticker) {
        Path socket = ticker.state().resolve("run/exchange/exchange.sock");
        client = ExchangeClient.open(socket);
        following = client.follow(0, this::take, from -> fault.set("events before " + from + " are not kept"));
    }

    private void take(Event event) {
        if (event instanceof Event.Filled filled) {
            synchronized (fills) {
                fills.add(filled.fill());
            }
        }
    }

    /** Returns what went wrong with following; empty when nothing did. */
    String fault() {
        return fault.get();
    }

    List<Instrument> instruments() {
        return instruments;
    }

    /** Returns all fills in the order in which the engine made them. */
    List<Fill> all() {
        synchronized (fills) {
            return List.copyOf(fills);
        }
    }

    /** Returns the stroops of base that each order executed, by its id. */
    Map<String, Long> executed() {
        Map<String, Long> executed = new HashMap<>();
        for (Fill fill : all()) {
            executed.merge(fill.makerOrder().toString(), fill.baseAmount(), Math::addExact);
            executed.merge(fill.takerOrder().toString(), fill.baseAmount(), Math::addExact);
        }
        return executed;
    }

    /** Returns all accounts, a new one last, which holds what each was given. */
    List<Account> accountsAndANewOne(String name) throws Exception {
        var opened = (Outcome.Opened) client.send(new Command.OpenAccount(name)).get(20, TimeUnit.SECONDS);
        var accounts = new ArrayList<Account>();
        for (long number = 1; number <= opened.account().number(); number++) {
            accounts.add(client.account(number).get(20, TimeUnit.SECONDS).orElseThrow());
        }
        return accounts;
    }

    /** Returns the whole book of each instrument, without the number of the last event. */
    List<Depth> books() throws Exception {
        var books = new ArrayList<Depth>();
        for (Instrument instrument : instruments) {
            Depth depth = client.depth(instrument.number(), 10_000).get(20, TimeUnit.SECONDS);
            books.add(new Depth(depth.instrument(), depth.bids(), depth.asks(), 0));
        }
        return books;
    }

    @Override
    public void close() {
        try {
            following.close();
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
        client.close();
    }
}
