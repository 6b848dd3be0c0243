package org.stellarticker.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Reads the members of a JSON object that is a request's body. Faults are collected, so that a client learns all of them at
 * once, also members that are not known. A member that is {@code null} counts as not given.
 */
public final class JsonMembers {

    /** No useful body is deeper. */
    private static final int DEEPEST = 50;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .recyclerPool(Json.BUFFERS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode object;
    private final String path;
    private final Map<String, Fault> faults;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<JsonMembers> inner = new ArrayList<>();

    private JsonMembers(JsonNode object, String path, Map<String, Fault> faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /**
     * Reads a body into a value.
     *
     * @throws RequestException when the body is no JSON object, or any member cannot be used; it names all of these
     */
    public static <V> V read(byte[] body, Function<JsonMembers, V> reader) throws RequestException {
        var members = new JsonMembers(object(body), "", new LinkedHashMap<>());
        V value;
        try {
            value = reader.apply(members);
        } catch (RuntimeException thatFollowedFromAFault) {
            if (members.faults.isEmpty()) {
                throw thatFollowedFromAFault;
            }
            throw members.refusal();
        }
        members.noteUnknown();
        if (!members.faults.isEmpty()) {
            throw members.refusal();
        }
        return value;
    }

    private static JsonNode object(byte[] body) throws RequestException {
        try {
            JsonNode read = MAPPER.readTree(body);
            if (read != null && read.isObject()) {
                return read;
            }
            throw noObject("");
        } catch (JacksonException unreadable) {
            throw noObject(" (" + unreadable.getOriginalMessage() + ")");
        } catch (IOException fromBytes) {
            throw new IllegalStateException(fromBytes);
        }
    }

    private static RequestException noObject(String reason) {
        return new RequestException(
                Problem.of(List.of(new Fault("body", "", "one JSON object in UTF-8, and nothing behind it" + reason))));
    }

    private RequestException refusal() {
        return new RequestException(Problem.of(new ArrayList<>(faults.values())));
    }

    /** Lets members that are not asked for pass: others read them. */
    public void passOver() {
        object.fieldNames().forEachRemaining(asked::add);
    }

    private void noteUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                fault(name, asked.isEmpty() ? "no members" : "no other member than " + String.join(", ", asked));
            }
        });
        inner.forEach(JsonMembers::noteUnknown);
    }

    /** Notes a fault that shows only when several members are compared, unless the member has one already. */
    public void fault(String name, String expected) {
        JsonNode found = object.path(name);
        String value = found.isValueNode() ? found.asText() : found.isMissingNode() ? "" : found.toString();
        faults.putIfAbsent(path + name, new Fault(path + name, value, expected));
    }

    /** Reads any JSON value. */
    public Parameter<JsonNode> node(String name, String expected) {
        return parsed(name, expected, Optional::of);
    }

    /** Reads a text that is not empty and has no control characters. */
    public Parameter<String> text(String name, int longest) {
        return value(
                name,
                "a text of 1 to " + longest + " characters without control characters",
                text -> Optional.of(text)
                        .filter(found -> !found.isBlank()
                                && found.length() <= longest
                                && found.chars().noneMatch(Character::isISOControl)));
    }

    /**
     * Reads a text into a value.
     *
     * @param parser returns empty or throws an {@link IllegalArgumentException} for a text that is not as expected
     */
    public <T> Parameter<T> value(String name, String expected, Function<String, Optional<T>> parser) {
        return parsed(name, expected, node -> isText(node) ? parser.apply(node.asText()) : Optional.empty());
    }

    /** Returns whether a node is a text that PostgreSQL can store, which has no character 0. */
    private static boolean isText(JsonNode node) {
        return node.isTextual() && node.asText().indexOf('\0') < 0;
    }

    /** Reads a list of texts into values, each of them once. */
    public <T> Parameter<List<T>> values(String name, String expected, Function<String, Optional<T>> parser) {
        return parsed(name, expected, node -> {
            List<Optional<T>> values = node.isArray()
                    ? StreamSupport.stream(node.spliterator(), false)
                            .map(item -> isText(item) ? parser.apply(item.asText()) : Optional.<T>empty())
                            .toList()
                    : List.of(Optional.empty());
            boolean usable = values.stream().allMatch(Optional::isPresent)
                    && values.stream().distinct().count() == values.size();
            return usable
                    ? Optional.of(values.stream().flatMap(Optional::stream).toList())
                    : Optional.empty();
        });
    }

    /** Reads a time of RFC 3339, or the text of milliseconds since 1970. */
    public Parameter<Instant> time(String name) {
        return value(name, RequestParameters.TIME, RequestParameters::parseTime);
    }

    public Parameter<Integer> wholeNumber(String name, int least, int most) {
        return parsed(
                name,
                "a whole number from " + least + " to " + most,
                node -> Optional.of(node)
                        .filter(found -> found.isIntegralNumber() && found.canConvertToInt())
                        .map(JsonNode::asInt)
                        .filter(number -> number >= least && number <= most));
    }

    public Parameter<Boolean> flag(String name) {
        return parsed(
                name, "true or false", node -> node.isBoolean() ? Optional.of(node.asBoolean()) : Optional.empty());
    }

    /** @param choices by the words that stand for them, in the order in which a fault lists them */
    public <T> Parameter<T> choice(String name, Map<String, T> choices) {
        return value(name, RequestParameters.oneOf(choices.keySet()), text -> Optional.ofNullable(choices.get(text)));
    }

    /** Reads the members of an object. */
    public <T> Parameter<T> object(String name, Function<JsonMembers, T> reader) {
        return parsed(
                name,
                "a JSON object",
                node -> Optional.of(node)
                        .filter(JsonNode::isObject)
                        .map(found -> reader.apply(within(found, path + name + "."))));
    }

    /** Reads a list of objects; faults in one name it as {@code name[0].member}. */
    public <T> Parameter<List<T>> objects(String name, int most, Function<JsonMembers, T> reader) {
        return parsed(name, "a list of 1 to " + most + " JSON objects", node -> {
            boolean usable = node.isArray()
                    && !node.isEmpty()
                    && node.size() <= most
                    && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isObject);
            if (!usable) {
                return Optional.empty();
            }
            var values = new ArrayList<T>();
            for (int i = 0; i < node.size(); i++) {
                values.add(reader.apply(within(node.get(i), path + name + "[" + i + "].")));
            }
            return Optional.of(values);
        });
    }

    private JsonMembers within(JsonNode found, String innerPath) {
        var members = new JsonMembers(found, innerPath, faults);
        inner.add(members);
        return members;
    }

    /** Returns whether the member is there, {@code null} included. */
    public boolean has(String name) {
        return object.has(name);
    }

    private <T> Parameter<T> parsed(String name, String expected, Function<JsonNode, Optional<T>> parser) {
        asked.add(name);
        JsonNode found = object.path(name);
        Optional<T> value = Optional.empty();
        if (!found.isMissingNode() && !found.isNull()) {
            value = parse(found, parser);
            if (value.isEmpty()) {
                fault(name, expected);
            }
        }
        return new Parameter<>(value, () -> fault(name, expected));
    }

    private static <T> Optional<T> parse(JsonNode found, Function<JsonNode, Optional<T>> parser) {
        try {
            return parser.apply(found);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
