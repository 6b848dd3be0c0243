package org.stellarticker.exchangegateway.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.daemon.Stop;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Sends commands and questions to the engine. When its connection breaks, they are sent again for some seconds, so that a client
 * does not notice that the engine was started again. A command whose answer was lost is sent again only where it cannot take
 * effect twice: an order has its client order id, and is cancelled once. To amend an order, or to cancel all, would act on what
 * came since; these are sent again only when they never reached the engine.
 */
public final class EngineRequests {

    /** The code of the answer while the engine is away. */
    public static final String AWAY = "ENGINE_AWAY";

    /** The code of the answer to a command whose outcome was lost. */
    public static final String UNKNOWN = "OUTCOME_UNKNOWN";

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    /** Requests that wait for an engine that is away; more are refused at once. */
    private static final int MOST_WAITING = 5000;

    private final ExchangeClient client;
    private final Stop stop;
    private final AtomicInteger waiting = new AtomicInteger();

    public EngineRequests(ExchangeClient client, Stop stop) {
        this.client = client;
        this.stop = stop;
    }

    public ExchangeClient client() {
        return client;
    }

    /** Returns how many requests wait for the engine to come back. */
    public int waiting() {
        return waiting.get();
    }

    /** Sends a command, and returns its outcome once it is durable. */
    public Outcome send(Command command) throws RequestException, InterruptedException {
        return outcome(begin(command));
    }

    /** Sends a command; {@link #outcome} waits for what comes of it. */
    public SentCommand begin(Command command) {
        return SentCommand.of(command, begin(() -> client.send(command)));
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> question) {
        try {
            return question.get();
        } catch (EngineAway away) {
            return CompletableFuture.failedFuture(away);
        }
    }

    /**
     * Waits for the outcome of a command that was sent.
     *
     * @throws RequestException when the engine does not answer; whether the command took effect is not known then, and may be
     *     asked again
     */
    public Outcome outcome(SentCommand sent) throws RequestException, InterruptedException {
        Command command = sent.command();
        return switch (command) {
            case Command.AmendOrder _, Command.CancelAll _ -> outcomeOfOne(sent);
            case Command.PlaceOrder _, Command.CancelOrder _, Command.OpenAccount _ -> {
                Answer<Outcome> answer = answer(sent.last(), () -> client.send(command));
                yield answer.again ? settle(command, answer.value) : answer.value;
            }
        };
    }

    /** Returns the outcome of a command that may reach the engine only once. */
    private Outcome outcomeOfOne(SentCommand sent) throws RequestException, InterruptedException {
        Command command = sent.command();
        Optional<Outcome> known =
                answer(unlessLost(sent.last()), () -> unlessLost(sent.sendAgain(() -> client.send(command)))).value;
        if (known.isEmpty()) {
            known = seen(command);
        }
        return known.orElseThrow(EngineRequests::unknown);
    }

    /** Returns the outcome; empty when the connection broke before the answer came. */
    private static CompletableFuture<Optional<Outcome>> unlessLost(CompletableFuture<Outcome> sent) {
        return sent.handle((outcome, failure) -> {
            if (failure == null) {
                return Optional.of(outcome);
            }
            if (failure instanceof EngineAway away && away.isAnswerLost()) {
                return Optional.empty();
            }
            throw new CompletionException(failure);
        });
    }

    /**
     * Returns the outcome of a command that may have been sent before, where its order shows that it took effect. A command that
     * places an order is sent again where there is an order of its client order id: the engine compares their content.
     */
    public Optional<Outcome> seen(Command command) throws RequestException, InterruptedException {
        return switch (command) {
            case Command.PlaceOrder place ->
                ask(() -> client.orderByClientId(place.account(), place.clientOrderId()))
                                .isPresent()
                        ? Optional.of(send(place))
                        : Optional.empty();
            case Command.CancelOrder cancel ->
                ask(() -> client.order(cancel.account(), cancel.id()))
                        .filter(order -> order.status() == OrderStatus.CANCELLED)
                        .map(Outcome.Changed::new);
            case Command.AmendOrder amend ->
                ask(() -> client.order(amend.account(), amend.id()))
                        .filter(order -> isAs(amend, order))
                        .map(Outcome.Changed::new);
            case Command.CancelAll _, Command.OpenAccount _ -> Optional.empty();
        };
    }

    private static boolean isAs(Command.AmendOrder amend, Order order) {
        return amend.price().orElse(order.price()) == order.price()
                && amend.amount().orElse(order.amount()) == order.amount();
    }

    /** Returns the outcome of a command that may have been sent before, by another program or at another time. */
    public Outcome outcomeOfRepeated(SentCommand sent) throws RequestException, InterruptedException {
        return settle(sent.command(), outcome(sent));
    }

    /** Returns the answer to a question. */
    public <T> T ask(Supplier<CompletableFuture<T>> question) throws RequestException, InterruptedException {
        return answer(begin(question), question).value;
    }

    /** @param again whether it was asked more than once */
    private record Answer<T>(T value, boolean again) {}

    private <T> Answer<T> answer(CompletableFuture<T> first, Supplier<CompletableFuture<T>> question)
            throws RequestException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        Optional<T> answer = find(first, end);
        if (answer.isPresent()) {
            return new Answer<>(answer.get(), false);
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw away();
        }
        try {
            while (System.nanoTime() < end && !stop.await(PAUSE)) {
                answer = find(begin(question), end);
                if (answer.isPresent()) {
                    return new Answer<>(answer.get(), true);
                }
            }
            throw away();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Returns the answer; empty when the connection broke, or time is over. */
    private static <T> Optional<T> find(CompletableFuture<T> asked, long end) throws InterruptedException {
        try {
            return Optional.of(asked.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EngineAway) {
                return Optional.empty();
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Returns what a command that was sent more than once did by any of them. */
    private Outcome settle(Command command, Outcome last) throws RequestException, InterruptedException {
        if (command instanceof Command.PlaceOrder place
                && last instanceof Outcome.Placed placed
                && placed.order().id().equals(place.id())) {
            return new Outcome.Placed(placed.order(), false);
        }
        if (command instanceof Command.CancelOrder
                && last instanceof Outcome.Refused refused
                && refused.refusal() == Refusal.FINISHED_ORDER) {
            return seen(command).orElse(last);
        }
        return last;
    }

    /** Returns the answer to a request while the engine is away. */
    public static RequestException away() {
        return refusal(
                AWAY,
                "the engine does not answer; whether a command was taken is not known: place an order again with the same"
                        + " client_order_id in some seconds, and read orders before you amend or cancel them again");
    }

    /** Returns the answer to a command that may have taken effect, and cannot be sent again without harm. */
    public static RequestException unknown() {
        return refusal(
                UNKNOWN,
                "the engine's answer was lost; whether the command was taken is not known: read the orders, and send it"
                        + " again where it was not");
    }

    private static RequestException refusal(String code, String detail) {
        return new RequestException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE_503, detail)
                .coded(code)
                .with("Retry-After", "1"));
    }
}
