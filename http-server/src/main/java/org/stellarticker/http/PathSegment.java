package org.stellarticker.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A segment of a request's path.
 *
 * @param raw as it was sent
 * @param decoded without percent-encoding; empty when that is not of UTF-8
 */
record PathSegment(String raw, Optional<String> decoded) {

    /** Splits a path as it was sent. A slash at the end does not count; {@code .} and {@code ..} are resolved. */
    static List<PathSegment> split(String path) {
        var segments = new ArrayList<PathSegment>();
        String inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (String part : inner.isEmpty() ? new String[0] : inner.substring(1).split("/", -1)) {
            switch (part) {
                case "." -> {
                    // It stays where it is.
                }
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.removeLast();
                    }
                }
                default -> segments.add(new PathSegment(part, PercentEncoding.decode(part)));
            }
        }
        return segments;
    }
}
