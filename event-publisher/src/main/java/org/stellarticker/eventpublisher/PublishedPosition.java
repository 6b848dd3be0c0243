package org.stellarticker.eventpublisher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Optional;
import org.stellarticker.marketdata.stream.StreamPosition;

/**
 * How far the topics have what changed. It is itself a record, written in the transaction of what it covers.
 *
 * @param epoch when it began, in seconds since 1970; it grows when the publisher begins again, because its position is not of
 *     this event log any more
 * @param lastEventAt when the last event happened that was published; empty when it is not kept, or there is none
 */
record PublishedPosition(long epoch, StreamPosition position, Optional<Instant> lastEventAt) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Reads a record.
     *
     * @throws UnreadablePosition when it is anything else than what this build writes
     */
    static PublishedPosition parse(byte[] json) {
        var members = new HashMap<String, String>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_NULL) {
                    members.put(name, parser.getText());
                }
            }
            if (!Integer.toString(RecordJson.SCHEMA).equals(members.get("schema"))) {
                throw new UnreadablePosition("schema " + RecordJson.SCHEMA, String.valueOf(members.get("schema")));
            }
            String position = String.valueOf(members.get("position"));
            return new PublishedPosition(
                    Long.parseLong(String.valueOf(members.get("epoch"))),
                    StreamPosition.parse(position).orElseThrow(() -> new UnreadablePosition("a position", position)),
                    Optional.ofNullable(members.get("event_at")).map(Instant::parse));
        } catch (IOException | NumberFormatException | DateTimeParseException other) {
            throw new UnreadablePosition("the JSON of a position", String.valueOf(other.getMessage()));
        }
    }
}
