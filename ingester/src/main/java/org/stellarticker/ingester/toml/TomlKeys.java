package org.stellarticker.ingester.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the keys of a toml, which may be dotted and quoted. */
final class TomlKeys {

    /** Bounds the parts of a dotted key. */
    private static final int MAX_PARTS = 10;

    private static final Pattern PART =
            Pattern.compile("\\G[ \\t]*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+))[ \\t]*(\\.|$)");

    private TomlKeys() {}

    /** Returns the parts of a dotted key, quoted or not; empty when it is not a key. */
    static List<String> path(String key) {
        var parts = new ArrayList<String>();
        var part = PART.matcher(key);
        int end = 0;
        while (end < key.length() && part.find()) {
            parts.add(firstOf(part.group(1), part.group(2), part.group(3)));
            end = part.end();
        }
        return end < key.length() || key.endsWith(".") || parts.size() > MAX_PARTS ? List.of() : parts;
    }

    private static String firstOf(@Nullable String... groups) {
        for (String group : groups) {
            if (group != null) {
                return group;
            }
        }
        return "";
    }

    /** Returns the index of the equals sign after the key, which may be quoted; -1 when there is none. */
    static int equalsSign(String text) {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '=') {
                return i;
            } else if (c == '#') {
                return -1;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return -1;
    }
}
