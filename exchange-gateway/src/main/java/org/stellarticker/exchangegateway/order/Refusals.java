package org.stellarticker.exchangegateway.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;

/** Gives the engine's reasons the form of a problem. */
public final class Refusals {

    private Refusals() {}

    /**
     * Returns the problem of a command that had no effect: 404 for an order that is not the account's, 409 where another state
     * of the order, the account or the book would allow it, else 400. Its code is the reason's name.
     */
    public static Problem problem(Outcome.Refused refused) {
        Refusal reason = refused.refusal();
        var fault = new Fault(reason.field(), "", reason.expected());
        return new Problem(
                status(reason),
                reason.field() + ": " + refused.detail(),
                List.of(fault),
                Map.of(),
                Optional.of(reason.name()));
    }

    private static int status(Refusal reason) {
        return switch (reason) {
            case UNKNOWN_ORDER, UNKNOWN_ACCOUNT -> HttpStatus.NOT_FOUND_404;
            case FINISHED_ORDER,
                    AMOUNT_BELOW_EXECUTED,
                    WOULD_TAKE,
                    BALANCE_TOO_SMALL,
                    CLIENT_ORDER_ID_USED,
                    ORDER_ID_USED,
                    TOO_MANY_ORDERS,
                    EXCHANGE_FULL,
                    TOO_MANY_ACCOUNTS -> HttpStatus.CONFLICT_409;
            default -> HttpStatus.BAD_REQUEST_400;
        };
    }
}
