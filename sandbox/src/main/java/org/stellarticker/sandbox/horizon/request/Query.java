package org.stellarticker.sandbox.horizon.request;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A requested path with its parameters, and the address under which the sandbox was reached. */
public final class Query {

    private final String origin;
    private final String path;
    private final String rawQuery;
    private final SortedMap<String, List<String>> parameters;

    private Query(String origin, String path, String rawQuery, SortedMap<String, List<String>> parameters) {
        this.origin = origin;
        this.path = path;
        this.rawQuery = rawQuery;
        this.parameters = parameters;
    }

    /**
     * Reads a request.
     *
     * @param origin scheme and host, from the request
     */
    public static Query of(String origin, String path, String rawQuery) {
        SortedMap<String, List<String>> parameters = new TreeMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int sign = pair.indexOf('=');
                String name = decode(sign < 0 ? pair : pair.substring(0, sign));
                String value = sign < 0 ? "" : decode(pair.substring(sign + 1));
                parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return new Query(origin, path, rawQuery, parameters);
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return encoded;
        }
    }

    public String origin() {
        return origin;
    }

    /** Returns the parameter's first value; an empty one counts as none, as in Horizon. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::getFirst).filter(value -> !value.isEmpty());
    }

    /** Returns the address as requested. */
    public String href() {
        return origin + path + (rawQuery.isEmpty() ? "" : "?" + rawQuery);
    }

    /** Returns the address with other values for some parameters; all parameters in the order of their names. */
    public String href(Map<String, String> others) {
        Map<String, List<String>> all = new TreeMap<>(parameters);
        others.forEach((name, value) -> all.put(name, List.of(value)));
        var href = new StringBuilder(origin).append(path);
        char sign = '?';
        for (var parameter : all.entrySet()) {
            for (String value : parameter.getValue()) {
                href.append(sign).append(encode(parameter.getKey())).append('=').append(encode(value));
                sign = '&';
            }
        }
        return href.toString();
    }

    private static String encode(String text) {
        // Go leaves the tilde and escapes the asterisk; Java does the reverse.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
