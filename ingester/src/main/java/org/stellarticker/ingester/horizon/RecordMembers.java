package org.stellarticker.ingester.horizon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.db.StorableText;
import org.stellarticker.db.trade.RecordBody;

/**
 * A record's plain values as texts, whatever kind they came as, by where they stand: {@code /balances/authorized},
 * {@code /reserves/0/asset}. What is null is not there.
 */
final class RecordMembers {

    /** Ten times what an asset or a pool has. */
    private static final int MOST_VALUES = 1_000;

    /** Bounds the memory of the paths: a long name is part of the path of every value within it. */
    private static final int MOST_PATH_CHARACTERS = 4 * Sizes.LARGEST_RECORD;

    private final Map<String, String> texts = new HashMap<>();
    /** Where there are objects and arrays. */
    private final Set<String> nested = new HashSet<>();

    private int values;
    private int pathCharacters;

    private RecordMembers() {}

    /** @throws IllegalArgumentException when it is too large, or no JSON object */
    static RecordMembers of(RecordBody record) {
        LargeRecord.reject(record.length(), null);
        var members = new RecordMembers();
        try (JsonParser json = Json.FACTORY.createParser(record.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(
                        "record: expected an object, found " + record.head(60).text());
            }
            members.readObject(json, "");
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("record: expected one object and nothing behind it");
            }
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("record: expected JSON: " + notJson.getOriginalMessage(), notJson);
        } catch (IOException notJson) {
            throw new IllegalArgumentException("record: expected JSON: " + notJson.getMessage(), notJson);
        }
        return members;
    }

    private void readObject(JsonParser json, String path) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            readValue(json, path + "/" + name);
        }
    }

    /** The factory bounds how deep values may lie within each other. */
    private void readValue(JsonParser json, String path) throws IOException {
        rejectTooMany(path);
        JsonToken token = json.currentToken();
        if (token.isStructStart()) {
            nested.add(path);
        }
        if (token == JsonToken.START_OBJECT) {
            readObject(json, path);
        } else if (token == JsonToken.START_ARRAY) {
            for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                readValue(json, path + "/" + i);
            }
        } else if (token != JsonToken.VALUE_NULL) {
            texts.put(path, json.getText());
        }
    }

    private void rejectTooMany(String path) {
        pathCharacters += path.length();
        if (++values > MOST_VALUES || pathCharacters > MOST_PATH_CHARACTERS) {
            throw new IllegalArgumentException("record: expected at most " + MOST_VALUES + " values with paths of "
                    + MOST_PATH_CHARACTERS + " characters in all, found more");
        }
    }

    /** Refuses what stands in the place of a record that was too large. */
    RecordMembers whole() {
        LargeRecord.reject(0, find("/" + LargeRecord.MEMBER).orElse(null));
        return this;
    }

    /** @throws IllegalArgumentException when there is an object or an array */
    Optional<String> find(String path) {
        if (nested.contains(path)) {
            throw new IllegalArgumentException(name(path) + ": expected a plain value, found several");
        }
        return Optional.ofNullable(texts.get(path));
    }

    /** @throws IllegalArgumentException when there is none */
    String text(String path) {
        return find(path)
                .orElseThrow(() -> new IllegalArgumentException(name(path) + ": expected a value, found none"));
    }

    /** A text as rows can hold it; empty when there is none. */
    String storable(String path, int longest) {
        String text = StorableText.of(find(path).orElse(""));
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    name(path) + ": expected at most " + longest + " characters, found " + text.length());
        }
        return text;
    }

    /** 0 when there is none. */
    long count(String path) {
        String text = find(path).orElse("0");
        try {
            long count = Long.parseLong(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, with what was expected.
        }
        throw new IllegalArgumentException(
                name(path) + ": expected a whole number of 0 or more within 64 bits, found \"" + text + "\"");
    }

    /** 0 when there is none. */
    BigDecimal units(String path) {
        return find(path).map(text -> Decimals.units(name(path), text)).orElse(BigDecimal.ZERO);
    }

    /** False when there is none. */
    boolean flag(String path) {
        String text = find(path).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(name(path) + ": expected true or false, found \"" + text + "\"");
        };
    }

    private static String name(String path) {
        return path.substring(1).replace('/', '.');
    }
}
