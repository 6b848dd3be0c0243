package org.stellarticker.http;

import java.util.Arrays;
import java.util.List;

/**
 * A path whose segments are fixed, or parameters in braces.
 *
 * @param segments without the slashes
 */
public record RoutePattern(List<Segment> segments) {

    /** @param text the fixed text, or the parameter's name */
    record Segment(String text, boolean parameter) {}

    public RoutePattern {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a pattern such as {@code /api/v1/markets/{base}/{counter}}.
     *
     * @throws IllegalArgumentException when it is none, or names a parameter twice
     */
    static RoutePattern parse(String pattern) {
        if (!pattern.startsWith("/") || (pattern.endsWith("/") && pattern.length() > 1)) {
            throw new IllegalArgumentException(
                    "route: expected a slash at the begin and none at the end, found " + pattern);
        }
        List<Segment> segments = pattern.equals("/")
                ? List.of()
                : Arrays.stream(pattern.substring(1).split("/", -1))
                        .map(segment -> segment(segment, pattern))
                        .toList();
        List<String> names = names(segments);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("route: expected each parameter once, found " + pattern);
        }
        return new RoutePattern(segments);
    }

    private static Segment segment(String segment, String pattern) {
        boolean parameter = segment.startsWith("{") && segment.endsWith("}");
        String text = parameter ? segment.substring(1, segment.length() - 1) : segment;
        if (text.isEmpty() || text.contains("{") || text.contains("}")) {
            throw new IllegalArgumentException(
                    "route: expected segments that are a fixed text or one {parameter}, found " + pattern);
        }
        return new Segment(text, parameter);
    }

    private static List<String> names(List<Segment> segments) {
        return segments.stream().filter(Segment::parameter).map(Segment::text).toList();
    }

    /** Returns the parameters' names in the order of the path. */
    List<String> parameters() {
        return names(segments);
    }

    /** Returns the pattern as it was written; metrics name the route by it. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Segment segment : segments) {
            text.append('/').append(segment.parameter ? "{" + segment.text + "}" : segment.text);
        }
        return text.isEmpty() ? "/" : text.toString();
    }
}
