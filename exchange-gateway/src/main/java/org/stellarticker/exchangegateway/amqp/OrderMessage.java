package org.stellarticker.exchangegateway.amqp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.problem.RequestException;

/**
 * What a message says besides the fields of the order.
 *
 * @param token of the account
 */
record OrderMessage(Action action, String token) {

    private static final int LONGEST_TOKEN = 8192;

    /** What is to be done. */
    enum Action {
        PLACE,
        CANCEL,
        AMEND
    }

    private static final Map<String, Action> ACTIONS = actions();

    private static Map<String, Action> actions() {
        var words = new LinkedHashMap<String, Action>();
        words.put("place", Action.PLACE);
        words.put("cancel", Action.CANCEL);
        words.put("amend", Action.AMEND);
        return words;
    }

    /** Reads the members, as part of a message. */
    static OrderMessage read(JsonMembers in) {
        return new OrderMessage(
                in.choice("action", ACTIONS).required(),
                in.text("token", LONGEST_TOKEN).required());
    }

    /**
     * Reads what every message must have; without it, nobody could be answered, or a message that comes twice would count twice.
     *
     * @throws RequestException when the message cannot be used by anyone
     */
    static OrderMessage envelope(byte[] body) throws RequestException {
        return JsonMembers.read(body, in -> {
            OrderMessage message = read(in);
            boolean named = in.node("client_order_id", "a text")
                    .optional()
                    .filter(JsonNode::isTextual)
                    .isPresent();
            if (message.action() == Action.PLACE && !named) {
                in.fault("client_order_id", "the client's own name of the order");
            }
            in.passOver();
            return message;
        });
    }
}
