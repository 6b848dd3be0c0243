package org.stellarticker.client;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path below {@code /api/v1}
 * @param body what is sent, as JSON; empty for nothing
 * @param answer what it is answered by
 */
record Call<A>(
        String method,
        String path,
        Map<String, String> parameters,
        Optional<Map<String, ? extends @Nullable Object>> body,
        Class<A> answer) {

    private static final String GET = "GET";

    static <A> Call<A> of(String path, Class<A> answer) {
        return of(GET, path, answer);
    }

    static <A> Call<A> of(String method, String path, Class<A> answer) {
        return new Call<>(method, path, Map.of(), Optional.empty(), answer);
    }

    /** Returns whether sending it twice may do more than sending it once. */
    boolean changes() {
        return !method.equals(GET);
    }

    /** Returns the call with a body, whose values are texts, numbers, booleans, lists or objects. */
    Call<A> sending(Map<String, ? extends @Nullable Object> members) {
        return new Call<>(method, path, parameters, Optional.of(members), answer);
    }

    /** Returns the call with a parameter more, or the same one when there is no value. */
    Call<A> with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(parameters);
        more.put(name, text(value));
        return new Call<>(method, path, more, body, answer);
    }

    Call<A> with(TimeWindow window) {
        return with("from", window.from()).with("to", window.to());
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().map(Call::text).collect(Collectors.joining(","));
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** Returns the path with the parameters. */
    String address() {
        return parameters.isEmpty()
                ? path
                : path
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    /** Returns text as a part of a path, or as a value. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
