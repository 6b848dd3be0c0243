package org.stellarticker.graphqlserver.graphql;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object as maps, lists, texts, numbers, booleans and {@code null}. */
final class JsonObject {

    /** No useful variables are deeper. */
    private static final int DEEPEST = 50;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private JsonObject() {}

    /** @param what names the object in the fault's message */
    static Map<String, @Nullable Object> read(byte[] json, String what) throws BadRequest {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRequest(what + ": expected a JSON object");
            }
            Map<String, @Nullable Object> members = members(parser);
            if (parser.nextToken() != null) {
                throw new BadRequest(what + ": expected one JSON object and nothing behind it");
            }
            return members;
        } catch (JacksonException unreadable) {
            throw new BadRequest(what + ": expected JSON (" + unreadable.getOriginalMessage() + ")");
        } catch (IOException fromBytes) {
            throw new IllegalStateException(fromBytes);
        }
    }

    /** Returns whether a text begins like a list. */
    static boolean isList(byte[] json) {
        for (byte found : json) {
            if (found != ' ' && found != '\t' && found != '\r' && found != '\n') {
                return found == '[';
            }
        }
        return false;
    }

    /**
     * Reads a list of objects.
     *
     * @param most how many there may be; a longer list is not read further
     * @return empty when there are more
     */
    static Optional<List<Map<String, @Nullable Object>>> list(byte[] json, int most) throws BadRequest {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            var objects = new ArrayList<Map<String, @Nullable Object>>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                if (objects.size() == most) {
                    return Optional.empty();
                }
                objects.add(members(parser));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
                throw new BadRequest("the body: expected a list of JSON objects and nothing behind it");
            }
            return Optional.of(objects);
        } catch (JacksonException unreadable) {
            throw new BadRequest("the body: expected JSON (" + unreadable.getOriginalMessage() + ")");
        } catch (IOException fromBytes) {
            throw new IllegalStateException(fromBytes);
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> elements(JsonParser parser) throws IOException {
        var elements = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }
}
