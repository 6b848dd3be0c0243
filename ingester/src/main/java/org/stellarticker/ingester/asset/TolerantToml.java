package org.stellarticker.ingester.asset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stellarticker.ingester.asset.TomlProblem.Kind;

/**
 * Reads TOML as a person reads it who wants to know what is meant: line by line, keeping what can be read and noting
 * what is wrong. What is good TOML is read as TOML has it.
 *
 * @param root values as {@link TomlValues} has them
 */
record TolerantToml(Map<String, Object> root, List<TomlProblem> faults) {

    private static final int LONGEST_KEY = 80;

    /** Dots within each other that anybody means. */
    private static final int MOST_KEY_PARTS = 10;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+([ \\t]*\\.[ \\t]*[A-Za-z0-9_-]+)*");

    /** The end of a line on old machines; at the end of a line, or of all, it is nobody's fault. */
    private static final Pattern LONE_CR = Pattern.compile("\\r(?!\\n|\\z)");

    static TolerantToml read(byte[] bytes) {
        return new Parse(bytes).read();
    }

    private static final class Parse {

        private final TomlScanner in;
        private final TomlValues values;
        private final Map<String, Object> root = new LinkedHashMap<>();
        private final Set<Map<String, Object>> headed = identitySet();
        private final IdentityHashMap<Map<String, Object>, Set<String>> assigned = new IdentityHashMap<>();
        private Map<String, Object> section = root;

        Parse(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            String lines = LONE_CR.matcher(text).replaceAll("\n");
            in = new TomlScanner(lines.startsWith("\uFEFF") ? lines.substring(1) : lines);
            values = new TomlValues(in);
            if (!lines.equals(text)) {
                in.fault(0, Kind.CR_LINE_ENDS, "");
            }
            if (!isUtf8(bytes)) {
                in.fault(0, Kind.NOT_UTF8, "");
            }
        }

        private static <T> Set<T> identitySet() {
            return Collections.newSetFromMap(new IdentityHashMap<>());
        }

        private static boolean isUtf8(byte[] bytes) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return true;
            } catch (CharacterCodingException other) {
                return false;
            }
        }

        TolerantToml read() {
            for (in.skipToContent(); !in.ended(); in.skipToContent()) {
                if (in.peek() == '[') {
                    heading();
                } else {
                    statement();
                }
            }
            return new TolerantToml(root, in.faults());
        }

        private void heading() {
            String line = in.restOfLine();
            int line1 = in.line();
            in.skipLine();
            boolean ofMany = line.startsWith("[[");
            String inner = line.substring(ofMany ? 2 : 1);
            int close = inner.indexOf(']');
            int comment = inner.indexOf('#');
            if (close < 0) {
                in.fault(line1, Kind.UNCLOSED_BRACKET, line);
            }
            String name = inner.substring(0, close >= 0 ? close : comment >= 0 ? comment : inner.length())
                    .strip();
            String rest = close < 0
                    ? ""
                    : inner.substring(close).replaceFirst("^\\]+", "").strip();
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                in.fault(line1, Kind.TRAILING, rest);
            }
            if (ofMany && close >= 0 && !inner.startsWith("]]", close)) {
                in.fault(line1, Kind.UNCLOSED_BRACKET, line);
            }
            List<String> path = path(name);
            if (path.isEmpty()) {
                in.fault(line1, Kind.NO_KEY, line);
            } else {
                open(path, ofMany, line1);
            }
        }

        /** The parts of a key with dots, quoted or not; empty when it is no key. */
        private static List<String> path(String key) {
            var parts = new ArrayList<String>();
            var part = Pattern.compile("\\G[ \\t]*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+))[ \\t]*(\\.|$)")
                    .matcher(key);
            int end = 0;
            while (end < key.length() && part.find()) {
                parts.add(firstOf(part.group(1), part.group(2), part.group(3)));
                end = part.end();
            }
            return end < key.length() || key.endsWith(".") || parts.size() > MOST_KEY_PARTS ? List.of() : parts;
        }

        private static String firstOf(@Nullable String... groups) {
            for (String group : groups) {
                if (group != null) {
                    return group;
                }
            }
            return "";
        }

        private void open(List<String> path, boolean ofMany, int line) {
            Map<String, Object> parent = within(root, path.subList(0, path.size() - 1));
            String name = path.getLast();
            @Nullable Object before = parent.get(name);
            var fresh = new LinkedHashMap<String, Object>();
            if (before instanceof List<?> list && !list.isEmpty() && list.getLast() instanceof Map) {
                if (!ofMany) {
                    in.fault(line, Kind.DUPLICATE_KEY, name);
                }
                append(list, fresh);
                section = fresh;
            } else if (before instanceof Map<?, ?> table) {
                Map<String, Object> single = asTable(table);
                if (ofMany || headed.contains(single)) {
                    // Several sections of a kind that there is one of: each of them is kept.
                    in.fault(line, Kind.DUPLICATE_KEY, name);
                    parent.put(name, new ArrayList<Object>(List.of(single, fresh)));
                    section = fresh;
                } else {
                    section = single;
                }
            } else {
                if (before != null && !(before instanceof List<?> list && list.isEmpty())) {
                    in.fault(line, Kind.DUPLICATE_KEY, name);
                }
                parent.put(name, ofMany ? new ArrayList<Object>(List.of(fresh)) : fresh);
                section = fresh;
            }
            headed.add(section);
        }

        @SuppressWarnings("unchecked") // Lists of ours hold anything.
        private static void append(List<?> list, Object value) {
            ((List<Object>) list).add(value);
        }

        @SuppressWarnings("unchecked") // Tables are of one kind.
        private static Map<String, Object> asTable(Map<?, ?> table) {
            return (Map<String, Object>) table;
        }

        private static Map<String, Object> within(Map<String, Object> table, List<String> path) {
            Map<String, Object> at = table;
            for (String name : path) {
                @Nullable Object inner = at.get(name);
                if (inner instanceof List<?> list && !list.isEmpty() && list.getLast() instanceof Map<?, ?> last) {
                    at = asTable(last);
                } else if (inner instanceof Map<?, ?> one) {
                    at = asTable(one);
                } else {
                    var fresh = new LinkedHashMap<String, Object>();
                    at.put(name, fresh);
                    at = fresh;
                }
            }
            return at;
        }

        private void statement() {
            int line = in.line();
            String text = in.restOfLine();
            List<String> path = key(text);
            if (path.isEmpty()) {
                in.fault(line, Kind.NO_KEY, text);
                in.skipLine();
                return;
            }
            in.skipBlanks();
            Optional<Object> value = valueOf(path.getLast(), line);
            value.ifPresent(found -> assign(path, found, line));
        }

        /** The key of a statement, past whose equals sign it goes; empty when there is none. */
        private List<String> key(String text) {
            int equals = equalsSign(text);
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            List<String> path = path(key);
            if (path.isEmpty() && !key.isEmpty() && key.length() <= LONGEST_KEY) {
                // "issuing conditions" and the like: the last word is the one that SEP-1 knows, if any is.
                String last = key.replaceFirst("^.*[^A-Za-z0-9_.-]", "");
                if (KEY.matcher(last).matches()) {
                    in.fault(Kind.ODD_KEY, key);
                    path = path(last);
                }
            }
            if (!path.isEmpty()) {
                in.skip(equals + 1);
            }
            return path;
        }

        /** Where the key ends, which may itself be in quotes. */
        private static int equalsSign(String text) {
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

        private Optional<Object> valueOf(String key, int line) {
            if (in.atLineEnd() || in.peek() == '#') {
                return onNextLine(key, line);
            }
            Optional<Object> value = values.read();
            if (value.isEmpty()) {
                in.fault(line, Kind.NO_VALUE, key);
                in.skipLine();
                return value;
            }
            trailing();
            return value.get() instanceof String text ? Optional.of(withPieces(text, key)) : value;
        }

        private Optional<Object> onNextLine(String key, int line) {
            Runnable back = in.mark();
            in.skipLine();
            in.skipToContent();
            if (in.peek() == '[' && !in.atStatement() && in.peek(1) != '[') {
                in.fault(line, Kind.LIST_ON_NEXT_LINE, key);
                Optional<Object> list = values.read();
                trailing();
                return list;
            }
            back.run();
            in.fault(line, Kind.NO_VALUE, key);
            in.skipLine();
            return Optional.empty();
        }

        /** What stands behind a value, to the end of the line; further texts are left. */
        private void trailing() {
            if (in.atLineStart()) {
                // A list that was left open: what stands here is the next statement.
                return;
            }
            in.skipBlanks();
            if (in.peek() == ',' || in.peek() == ';') {
                in.fault(Kind.TRAILING, in.restOfLine());
                in.skip(1);
                in.skipBlanks();
            }
            if (in.peek() == '#' || in.atLineEnd()) {
                in.skipLine();
            } else if (!values.texts().isNext()) {
                in.fault(Kind.TRAILING, in.restOfLine());
                in.skipLine();
            }
        }

        /** A text whose further paragraphs stand as texts of their own on the lines after it. */
        private String withPieces(String first, String key) {
            var whole = new StringBuilder(first);
            boolean found = false;
            while (true) {
                Runnable back = in.mark();
                in.skipToContent();
                int line = in.line();
                if (!values.texts().isNext() || in.restOfLine().matches("\"[A-Za-z0-9_-]+\"[ \\t]*=.*")) {
                    back.run();
                    return whole.toString();
                }
                String piece = values.texts().read(/* inList= */ false).strip();
                trailing();
                if (!piece.isEmpty()) {
                    whole.append(' ').append(piece);
                }
                if (!found) {
                    in.fault(line, Kind.TEXT_IN_PIECES, key);
                    found = true;
                }
            }
        }

        private void assign(List<String> path, Object value, int line) {
            Map<String, Object> table = within(section, path.subList(0, path.size() - 1));
            boolean again =
                    !assigned.computeIfAbsent(table, _ -> new HashSet<>()).add(path.getLast());
            if (again) {
                in.fault(line, Kind.DUPLICATE_KEY, path.getLast());
            }
            // What was told last is what was last thought of; but nothing is not told instead of something.
            if (!again || !value.equals("")) {
                table.put(path.getLast(), value);
            }
        }
    }
}
