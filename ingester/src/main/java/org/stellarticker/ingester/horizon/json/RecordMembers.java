package org.stellarticker.ingester.horizon.json;

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
 * The plain values of a record as texts, by their path: {@code /balances/authorized}, {@code /reserves/0/asset}. A null value
 * counts as absent.
 */
public final class RecordMembers {

    /** Ten times what an asset or a pool has. */
    private static final int MOST_VALUES = 1_000;

    /** Bounds the memory of the paths: a long name is part of the path of every value within it. */
    private static final int MOST_PATH_CHARACTERS = 4 * Sizes.LARGEST_RECORD;

    private final Map<String, String> texts = new HashMap<>();
    /** The paths of objects and arrays. */
    private final Set<String> nested = new HashSet<>();

    private int values;
    private int pathCharacters;

    private RecordMembers() {}

    /**
     * Parses a record.
     *
     * @throws IllegalArgumentException when the record is too large, or no JSON object
     */
    public static RecordMembers of(RecordBody record) {
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

    /** Reads a value; the JSON factory bounds the nesting. */
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

    /** Rejects the replacement of a record that was too large. */
    public RecordMembers whole() {
        LargeRecord.reject(0, find("/" + LargeRecord.MEMBER).orElse(null));
        return this;
    }

    /**
     * Returns a plain value; empty when it is absent.
     *
     * @throws IllegalArgumentException when it is an object or an array
     */
    public Optional<String> find(String path) {
        if (nested.contains(path)) {
            throw new IllegalArgumentException(name(path) + ": expected a plain value, found several");
        }
        return Optional.ofNullable(texts.get(path));
    }

    /**
     * Returns a plain value.
     *
     * @throws IllegalArgumentException when it is absent
     */
    public String text(String path) {
        return find(path)
                .orElseThrow(() -> new IllegalArgumentException(name(path) + ": expected a value, found none"));
    }

    /** Returns a text that the database can store; empty when it is absent. */
    public String storable(String path, int longest) {
        String text = StorableText.of(find(path).orElse(""));
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    name(path) + ": expected at most " + longest + " characters, found " + text.length());
        }
        return text;
    }

    /** Returns a count; 0 when it is absent. */
    public long count(String path) {
        String text = find(path).orElse("0");
        try {
            long count = Long.parseLong(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException noNumber) {
            // The exception below says what was expected.
        }
        throw new IllegalArgumentException(
                name(path) + ": expected a whole number of 0 or more within 64 bits, found \"" + text + "\"");
    }

    /** Returns an amount in units; 0 when it is absent. */
    public BigDecimal units(String path) {
        return find(path).map(text -> Decimals.units(name(path), text)).orElse(BigDecimal.ZERO);
    }

    /** Returns a flag; false when it is absent. */
    public boolean flag(String path) {
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
