package org.stellarticker.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.settings.SettingsForms;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Reads the parameters of a request. Faults are collected, so that a client learns all of them at once: until
 * {@link #read} has thrown, a parameter that cannot be used counts as not given.
 */
public final class RequestParameters {

    /** PostgreSQL and RFC 3339 know the years up to it. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** What an asset's text is expected to be. */
    public static final String ASSET =
            "native or CODE:ISSUER, a code of 1 to 12 letters and digits and the account (G…) that issues it";

    /** What a time's text is expected to be. */
    public static final String TIME = "a time of RFC 3339 such as 2026-08-29T20:00:00Z, or milliseconds since 1970";

    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new LinkedHashMap<>();

    /** @param query the values of a name of the path do not count */
    RequestParameters(Map<String, String> path, Map<String, List<String>> query) {
        given.putAll(query);
        path.forEach((name, value) -> given.put(name, List.of(value)));
    }

    /**
     * Reads parameters that another protocol brought, each once, into a value.
     *
     * @throws RequestException when any cannot be used; it names all of them
     */
    public static <V> V read(Map<String, String> parameters, Function<RequestParameters, V> reader)
            throws RequestException {
        return new RequestParameters(parameters, Map.of()).read(reader);
    }

    <V> V read(Function<RequestParameters, V> reader) throws RequestException {
        V value;
        try {
            value = reader.apply(this);
        } catch (RuntimeException thatFollowedFromAFault) {
            if (faults.isEmpty()) {
                throw thatFollowedFromAFault;
            }
            throw refusal();
        }
        if (!faults.isEmpty()) {
            throw refusal();
        }
        return value;
    }

    private RequestException refusal() {
        return new RequestException(Problem.of(new ArrayList<>(faults.values())));
    }

    /** Notes a fault that shows only when several parameters are compared, unless the parameter has one already. */
    public void fault(String name, String expected) {
        faults.putIfAbsent(name, new Fault(name, String.join(", ", given.getOrDefault(name, List.of())), expected));
    }

    public Parameter<String> text(String name) {
        return parsed(name, "a text", Optional::of);
    }

    /**
     * Reads a text into a value.
     *
     * @param parser throws an {@link IllegalArgumentException} for a text that is not as expected
     */
    public <T> Parameter<T> value(String name, String expected, Function<String, T> parser) {
        return parsed(name, expected, text -> Optional.of(parser.apply(text)));
    }

    /** Reads {@code native} or {@code CODE:ISSUER}; {@code XLM} and {@code CODE-ISSUER} are understood, too. */
    public Parameter<Asset> asset(String name) {
        return parsed(name, ASSET, text -> Optional.of(Asset.parse(text)));
    }

    /** Reads a time of RFC 3339, or milliseconds since 1970. */
    public Parameter<Instant> time(String name) {
        return parsed(name, TIME, RequestParameters::findTime);
    }

    /** Reads the text of a time as {@link #time} does; empty when it is none. */
    public static Optional<Instant> parseTime(String text) {
        return parse(text, RequestParameters::findTime);
    }

    private static Optional<Instant> findTime(String text) {
        // A plus sign that was not percent-encoded arrives as a space.
        Instant time = text.chars().allMatch(Character::isDigit)
                ? Instant.ofEpochMilli(Long.parseLong(text))
                : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        return Optional.of(time).filter(found -> !found.isBefore(Instant.EPOCH) && !found.isAfter(LATEST));
    }

    /** Reads a length of time such as {@code 30s}, {@code 5m}, {@code 2h} or {@code 3d}. */
    public Parameter<Duration> duration(String name, Duration least, Duration most) {
        return parsed(
                name,
                "a duration from " + text(least) + " to " + text(most) + ", written as 30s, 5m, 2h or 3d",
                text -> Optional.of(SettingsForms.duration(text))
                        .filter(found -> found.compareTo(least) >= 0 && found.compareTo(most) <= 0));
    }

    private static String text(Duration length) {
        return length.toSeconds() + "s";
    }

    public Parameter<Integer> wholeNumber(String name, int least, int most) {
        return parsed(
                name,
                "a whole number from " + least + " to " + most,
                text -> Optional.of(Integer.valueOf(text)).filter(number -> number >= least && number <= most));
    }

    /** Reads {@code true} or {@code false}. */
    public Parameter<Boolean> flag(String name) {
        var words = new LinkedHashMap<String, Boolean>();
        words.put("true", true);
        words.put("false", false);
        return choice(name, words);
    }

    /** @param choices by the words that stand for them, in the order in which a fault lists them */
    public <T> Parameter<T> choice(String name, Map<String, T> choices) {
        return parsed(name, oneOf(choices.keySet()), text -> Optional.ofNullable(choices.get(text)));
    }

    /** Returns a list of words in the form of an expectation: {@code a, b or c}. */
    public static String oneOf(Collection<String> choices) {
        List<String> words = List.copyOf(choices);
        int last = words.size() - 1;
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** @param parser returns empty or throws for a text that is not as expected */
    private <T> Parameter<T> parsed(String name, String expected, Function<String, Optional<T>> parser) {
        List<String> values = given.getOrDefault(name, List.of());
        Optional<T> value = Optional.empty();
        if (values.size() > 1) {
            fault(name, expected + ", once");
        } else if (!values.isEmpty()) {
            value = parse(values.getFirst(), parser);
            if (value.isEmpty()) {
                fault(name, expected);
            }
        }
        return new Parameter<>(value, () -> fault(name, expected));
    }

    private static <T> Optional<T> parse(String text, Function<String, Optional<T>> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }
}
