package org.stellarticker.exchangegateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.exchangegateway.amqp.MessageHandler;
import org.stellarticker.exchangegateway.amqp.MessageMetrics;
import org.stellarticker.exchangegateway.amqp.OrderQueue;
import org.stellarticker.exchangegateway.desk.OrderDesk;
import org.stellarticker.exchangegateway.desk.OrderTraces;
import org.stellarticker.exchangegateway.docs.OpenApiDocument;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.market.Markets;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.exchangegateway.order.OrderIntake;
import org.stellarticker.exchangegateway.rest.AccountRoutes;
import org.stellarticker.exchangegateway.rest.MarketRoutes;
import org.stellarticker.exchangegateway.rest.OrderRoutes;
import org.stellarticker.exchangegateway.rest.RestErrors;
import org.stellarticker.exchangegateway.rest.TokenRoutes;
import org.stellarticker.exchangegateway.stream.AccountStreams;
import org.stellarticker.exchangegateway.stream.EventFeed;
import org.stellarticker.exchangegateway.stream.MarketStreams;
import org.stellarticker.exchangegateway.token.DemoIssuer;
import org.stellarticker.exchangegateway.token.IssuerKeys;
import org.stellarticker.exchangegateway.token.Tokens;
import org.stellarticker.exchangegateway.trader.CommandLimit;
import org.stellarticker.exchangegateway.trader.TokenLimit;
import org.stellarticker.exchangegateway.trader.Traders;
import org.stellarticker.http.Routes;

/** The parts of the gateway, over one connection to the engine. */
final class Gateway {

    private final OrderDesk desk;
    private final Markets markets;
    private final AccountStreams accounts;
    private final MarketStreams publics;
    private final EventFeed feed;
    private final Optional<DemoIssuer> issuer;
    private final TokenLimit tokens;

    /** @throws IOException when the key of the demo's issuer cannot be read or made */
    Gateway(GatewayConfig config, ExchangeClient client, WorkContext work, Traces traces) throws IOException {
        Clock clock = work.clock();
        var instruments = new InstrumentList(client::instruments);
        var engine = new EngineRequests(client, work.stop());
        issuer = config.keys().isPresent()
                ? Optional.empty()
                : Optional.of(DemoIssuer.open(config.issuerKey(), config.rules(), clock));
        IssuerKeys keys = issuer.map(demo -> IssuerKeys.of(demo.keys()))
                .orElseGet(() -> IssuerKeys.at(config.keys().orElseThrow()));
        tokens = new TokenLimit(config.tokensPerHour());
        desk = new OrderDesk(
                new Traders(new Tokens(config.rules(), keys, clock), engine),
                new CommandLimit(config.commandsPerSecond()),
                new OrderIntake(instruments, engine, clock),
                instruments,
                engine,
                new OrderTraces(traces, clock));
        var lock = new ReentrantLock();
        markets = new Markets(client);
        accounts = new AccountStreams(engine, instruments, clock, lock);
        publics = new MarketStreams(markets, instruments, lock, config.publicStreams());
        feed = new EventFeed(client, markets, accounts, publics, work.progress(), lock);
    }

    EventFeed feed() {
        return feed;
    }

    /** Returns what takes orders from the broker; empty where there is none. */
    Optional<OrderQueue> orders(GatewayConfig config, WorkContext work, MeterRegistry metrics) {
        return config.broker()
                .map(broker -> new OrderQueue(
                        broker, new MessageHandler(desk, work.stop()), new MessageMetrics(metrics), work.progress()));
    }

    /** Adds all addresses. */
    void addTo(Routes routes) {
        new OrderRoutes(desk).addTo(routes);
        new AccountRoutes(desk.traders(), desk.engine(), accounts).addTo(routes);
        new MarketRoutes(desk.instruments(), markets, desk.engine(), publics).addTo(routes);
        issuer.ifPresent(demo -> new TokenRoutes(demo, tokens).addTo(routes));
        new OpenApiDocument().addTo(routes);
        routes.errorsBelow("/", RestErrors.FORM);
    }

    /** Returns how many streams of accounts are open. */
    int streams() {
        return accounts.count();
    }

    void register(MeterRegistry metrics) {
        Gauge.builder("ticker.exchange.gateway.waiting", desk.engine(), EngineRequests::waiting)
                .description("Requests that wait for an engine that is away")
                .register(metrics);
    }
}
