package org.stellarticker.exchangegateway.amqp;

import java.nio.ByteBuffer;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.exchangegateway.order.OrderJson;
import org.stellarticker.exchangegateway.order.Refusals;
import org.stellarticker.exchangegateway.rest.RestErrors;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.Problem;

/**
 * The answer to a message: what REST would answer.
 *
 * @param status of HTTP
 * @param reason why it was refused; empty when it was not
 */
record OrderReply(int status, String contentType, ByteBuffer content, String reason) {

    private static final int CREATED = 201;
    private static final int OK = 200;

    static OrderReply of(Outcome outcome, InstrumentList instruments) {
        return switch (outcome) {
            case Outcome.Placed placed -> order(placed.duplicate() ? OK : CREATED, placed.order(), instruments);
            case Outcome.Changed changed -> order(OK, changed.order(), instruments);
            case Outcome.Refused refused -> of(Refusals.problem(refused));
            case Outcome.Opened _, Outcome.CancelledAll _ ->
                throw new IllegalStateException("an order had the outcome " + outcome);
        };
    }

    private static OrderReply order(int status, Order order, InstrumentList instruments) {
        byte[] json = OrderJson.of(order, instruments.get(order.instrument()));
        return new OrderReply(status, "application/json", ByteBuffer.wrap(json), "");
    }

    static OrderReply of(Problem found) {
        Problem problem = RestErrors.coded(found);
        Reply.Whole form = RestErrors.FORM.reply(problem);
        String reason = problem.code().map(code -> code + ": ").orElse("") + problem.detail();
        return new OrderReply(problem.status(), form.contentType(), form.content(), reason);
    }

    byte[] body() {
        var bytes = new byte[content.remaining()];
        content.slice().get(bytes);
        return bytes;
    }

    boolean isRefusal() {
        return !reason.isEmpty();
    }
}
