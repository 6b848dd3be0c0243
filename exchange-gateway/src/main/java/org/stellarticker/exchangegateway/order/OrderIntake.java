package org.stellarticker.exchangegateway.order;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.problem.RequestException;

/** Makes commands of what clients write, alike for REST and RabbitMQ. */
public final class OrderIntake {

    private final InstrumentList instruments;
    private final OrderFields fields;
    private final EngineRequests engine;
    private final Clock clock;

    /** Ids sort by the time when they were made. */
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    public OrderIntake(InstrumentList instruments, EngineRequests engine, Clock clock) {
        this.instruments = instruments;
        this.fields = new OrderFields(instruments);
        this.engine = engine;
        this.clock = clock;
    }

    /** Returns the command that places the order that these members describe; faults are noted there. */
    public Command.PlaceOrder place(JsonMembers in, long account) {
        return fields.place(in)
                .placedBy(account, ids.generate(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Returns the command that amends an order.
     *
     * @param body a JSON object with a price, an amount, or both
     */
    public Command.AmendOrder amend(byte[] body, long account, UUID id) throws RequestException, InterruptedException {
        return amend(body, account, id, _ -> {});
    }

    /**
     * Returns the command that amends an order.
     *
     * @param others reads what the body has besides
     */
    public Command.AmendOrder amend(byte[] body, long account, UUID id, Consumer<JsonMembers> others)
            throws RequestException, InterruptedException {
        Instrument instrument = instruments.get(order(account, id).instrument());
        return JsonMembers.read(body, in -> {
            others.accept(in);
            return fields.amend(in, account, id, instrument);
        });
    }

    /**
     * Returns an order of an account.
     *
     * @throws RequestException when the account has no such order
     */
    public Order order(long account, UUID id) throws RequestException, InterruptedException {
        Optional<Order> found = engine.ask(() -> engine.client().order(account, id));
        return found.orElseThrow(() -> unknown(id));
    }

    /**
     * Reads the identifier of an order. The JDK's reader takes shorter forms, too.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static UUID orderId(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return id;
    }

    private static RequestException unknown(UUID id) {
        return new RequestException(Refusals.problem(
                new Outcome.Refused(Refusal.UNKNOWN_ORDER, "expected the id of an order of the account, found " + id)));
    }
}
