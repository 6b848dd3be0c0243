package org.stellarticker.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.error.UnexpectedAnswerException;

/**
 * A message of a subscription by stream.
 *
 * @param id what to go on from: all up to this message was received
 * @param type that of the subscription, or {@code test}
 * @param payload what a webhook's body is
 */
public record Message(String id, String type, JsonNode payload) {

    static Optional<Message> read(String type, @Nullable String id, String data) {
        if (id == null) {
            throw new UnexpectedAnswerException("expected messages with an id, found one of the type " + type);
        }
        return Optional.of(new Message(id, type, Answers.read(type, data, JsonNode.class)));
    }
}
