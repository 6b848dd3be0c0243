package org.stellarticker.exchangegateway.amqp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.stellarticker.daemon.Stop;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchangegateway.desk.OrderDesk;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.engine.SentCommand;
import org.stellarticker.exchangegateway.order.OrderIntake;
import org.stellarticker.exchangegateway.token.TokenRefused;
import org.stellarticker.exchangegateway.trader.Trader;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.problem.RequestException;

/** Does what messages ask, by the same rules as REST. */
public final class MessageHandler {

    private static final String ID_EXPECTED = "a UUID in its usual form of 36 characters";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Set<String> NO_ENGINE = Set.of(EngineRequests.AWAY);

    private static final Set<String> NO_ENGINE_OR_KEYS =
            Set.of(EngineRequests.AWAY, TokenRefused.Reason.KEYS_UNAVAILABLE.name());

    private final OrderDesk desk;
    private final Stop stop;

    public MessageHandler(OrderDesk desk, Stop stop) {
        this.desk = desk;
        this.stop = stop;
    }

    /** What becomes of a message. */
    sealed interface Pending {

        /** It cannot be used by anyone. */
        record Poison(OrderReply reason) implements Pending {}

        /** It is refused. */
        record Refused(OrderReply reply) implements Pending {}

        /** The engine has its command. */
        record Sent(SentCommand command, Instant begun) implements Pending {}
    }

    /**
     * Sends the command of a message to the engine. Waits while the engine is away, where it has to know it for that: messages
     * stay in the queue then.
     */
    Pending begin(byte[] body) throws InterruptedException {
        return begin(body, this::send);
    }

    /**
     * The same for a message that the broker delivers again, after a gateway ended before it acknowledged it. Where its order
     * shows that an earlier delivery took effect, its answer is that order, whatever the account sent since and though its token
     * may have expired meanwhile. So it also waits while the issuer's keys cannot be had: a refusal would say that it had no
     * effect.
     */
    Pending beginAgain(byte[] body) throws InterruptedException {
        return begin(body, this::sendUnlessDone);
    }

    @FunctionalInterface
    private interface Sender {
        Pending send(OrderMessage message, byte[] body, Instant begun) throws RequestException, InterruptedException;
    }

    private Pending begin(byte[] body, Sender sender) throws InterruptedException {
        Instant begun = desk.traces().now();
        OrderMessage message;
        try {
            message = OrderMessage.envelope(body);
        } catch (RequestException unusable) {
            return new Pending.Poison(OrderReply.of(unusable.problem()));
        }
        try {
            return sender.send(message, body, begun);
        } catch (RequestException refused) {
            return new Pending.Refused(OrderReply.of(refused.problem()));
        }
    }

    private Pending send(OrderMessage message, byte[] body, Instant begun)
            throws RequestException, InterruptedException {
        Trader trader = trader(NO_ENGINE, () -> desk.commanding(message.token()));
        Command command = untilAnswered(() -> command(message, body, trader.account()));
        return new Pending.Sent(desk.engine().begin(command), begun);
    }

    private Pending sendUnlessDone(OrderMessage message, byte[] body, Instant begun)
            throws RequestException, InterruptedException {
        Trader trader = trader(NO_ENGINE_OR_KEYS, () -> desk.repeating(message.token()));
        Command command = untilAnswered(() -> command(message, body, trader.account()));
        Optional<Outcome> done = untilAnswered(() -> desk.engine().seen(command));
        if (done.isPresent()) {
            return new Pending.Sent(SentCommand.done(command, done.get()), begun);
        }
        if (message.action() == OrderMessage.Action.AMEND) {
            // It may have been done and changed again since; a second one would undo that.
            throw EngineRequests.unknown();
        }
        return send(message, body, begun);
    }

    @FunctionalInterface
    private interface Identification {
        Trader trader() throws TokenRefused, RequestException, InterruptedException;
    }

    private Trader trader(Set<String> passing, Identification identification)
            throws RequestException, InterruptedException {
        return untilAnswered(passing, () -> {
            try {
                return identification.trader();
            } catch (TokenRefused refused) {
                throw refused.answer();
            }
        });
    }

    private Command command(OrderMessage message, byte[] body, long account)
            throws RequestException, InterruptedException {
        OrderIntake intake = desk.intake();
        return switch (message.action()) {
            case PLACE ->
                JsonMembers.read(body, in -> {
                    OrderMessage.read(in);
                    return intake.place(in, account);
                });
            case CANCEL ->
                JsonMembers.read(body, in -> {
                    OrderMessage.read(in);
                    return new Command.CancelOrder(account, id(in).required());
                });
            case AMEND -> {
                UUID id = JsonMembers.read(body, in -> {
                    UUID found = id(in).required();
                    in.passOver();
                    return found;
                });
                yield intake.amend(body, account, id, in -> {
                    OrderMessage.read(in);
                    id(in).required();
                });
            }
        };
    }

    private static Parameter<UUID> id(JsonMembers in) {
        return in.value("id", ID_EXPECTED, text -> Optional.of(OrderIntake.orderId(text)));
    }

    /** Waits for what becomes of a message; for an engine that is away, as long as it takes. */
    OrderReply reply(Pending pending, boolean again) throws InterruptedException {
        return switch (pending) {
            case Pending.Poison poison -> poison.reason();
            case Pending.Refused refused -> refused.reply();
            case Pending.Sent sent -> {
                try {
                    yield OrderReply.of(untilAnswered(() -> outcome(sent, again)), desk.instruments());
                } catch (RequestException refused) {
                    yield OrderReply.of(refused.problem());
                }
            }
        };
    }

    private Outcome outcome(Pending.Sent sent, boolean again) throws RequestException, InterruptedException {
        EngineRequests engine = desk.engine();
        Outcome outcome = again ? engine.outcomeOfRepeated(sent.command()) : engine.outcome(sent.command());
        return desk.traces().answered("process " + OrderQueue.ORDERS, sent.begun(), outcome);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws RequestException, InterruptedException;
    }

    private <T> T untilAnswered(Question<T> question) throws RequestException, InterruptedException {
        return untilAnswered(NO_ENGINE, question);
    }

    /** @param passing the codes of refusals that pass, so that it is asked again */
    private <T> T untilAnswered(Set<String> passing, Question<T> question)
            throws RequestException, InterruptedException {
        while (true) {
            try {
                return question.ask();
            } catch (EngineAway away) {
                // It was never reached.
            } catch (RequestException refused) {
                if (refused.problem().code().filter(passing::contains).isEmpty()) {
                    throw refused;
                }
            }
            if (stop.await(PAUSE)) {
                throw new InterruptedException("the program ends");
            }
        }
    }
}
