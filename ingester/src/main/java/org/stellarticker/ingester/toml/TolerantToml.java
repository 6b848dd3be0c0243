package org.stellarticker.ingester.toml;

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
import org.stellarticker.ingester.toml.TomlProblem.Kind;

/**
 * Reads TOML with errors. It reads line by line, keeps what can be read and records a problem for each error. Valid TOML is read as the
 * TOML specification demands.
 *
 * @param root the root table, with values as {@link TomlValues} returns them
 */
public record TolerantToml(Map<String, Object> root, List<TomlProblem> problems) {

    private static final int MAX_KEY_LENGTH = 80;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+([ \\t]*\\.[ \\t]*[A-Za-z0-9_-]+)*");

    /** A carriage return alone, the line end of old machines; at the end of the file it is no error. */
    private static final Pattern LONE_CR = Pattern.compile("\\r(?!\\n|\\z)");

    public static TolerantToml read(byte[] bytes) {
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
                in.report(0, Kind.CR_LINE_ENDS, "");
            }
            if (!isUtf8(bytes)) {
                in.report(0, Kind.NOT_UTF8, "");
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
            return new TolerantToml(root, in.problems());
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
                in.report(line1, Kind.UNCLOSED_BRACKET, line);
            }
            String name = inner.substring(0, close >= 0 ? close : comment >= 0 ? comment : inner.length())
                    .strip();
            String rest = close < 0
                    ? ""
                    : inner.substring(close).replaceFirst("^\\]+", "").strip();
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                in.report(line1, Kind.TRAILING, rest);
            }
            if (ofMany && close >= 0 && !inner.startsWith("]]", close)) {
                in.report(line1, Kind.UNCLOSED_BRACKET, line);
            }
            List<String> path = TomlKeys.path(name);
            if (path.isEmpty()) {
                in.report(line1, Kind.NO_KEY, line);
            } else {
                open(path, ofMany, line1);
            }
        }

        private void open(List<String> path, boolean ofMany, int line) {
            Map<String, Object> parent = within(root, path.subList(0, path.size() - 1));
            String name = path.getLast();
            @Nullable Object before = parent.get(name);
            var fresh = new LinkedHashMap<String, Object>();
            if (before instanceof List<?> list && !list.isEmpty() && list.getLast() instanceof Map) {
                if (!ofMany) {
                    in.report(line, Kind.DUPLICATE_KEY, name);
                }
                append(list, fresh);
                section = fresh;
            } else if (before instanceof Map<?, ?> table) {
                Map<String, Object> single = asTable(table);
                if (ofMany || headed.contains(single)) {
                    // A section that may exist only once appears again: each of them is kept.
                    in.report(line, Kind.DUPLICATE_KEY, name);
                    parent.put(name, new ArrayList<Object>(List.of(single, fresh)));
                    section = fresh;
                } else {
                    section = single;
                }
            } else {
                if (before != null && !(before instanceof List<?> list && list.isEmpty())) {
                    in.report(line, Kind.DUPLICATE_KEY, name);
                }
                parent.put(name, ofMany ? new ArrayList<Object>(List.of(fresh)) : fresh);
                section = fresh;
            }
            headed.add(section);
        }

        @SuppressWarnings("unchecked") // All lists are created here, as lists of objects.
        private static void append(List<?> list, Object value) {
            ((List<Object>) list).add(value);
        }

        @SuppressWarnings("unchecked") // All tables are created here, with these types.
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
                in.report(line, Kind.NO_KEY, text);
                in.skipLine();
                return;
            }
            in.skipBlanks();
            Optional<Object> value = valueOf(path.getLast(), line);
            value.ifPresent(found -> assign(path, found, line));
        }

        /** Reads the key of a statement and its equals sign; empty when there is none. */
        private List<String> key(String text) {
            int equals = TomlKeys.equalsSign(text);
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            List<String> path = TomlKeys.path(key);
            if (path.isEmpty() && !key.isEmpty() && key.length() <= MAX_KEY_LENGTH) {
                // For keys such as "issuing conditions": the last word is the one that SEP-1 may define.
                String last = key.replaceFirst("^.*[^A-Za-z0-9_.-]", "");
                if (KEY.matcher(last).matches()) {
                    in.report(Kind.ODD_KEY, key);
                    path = TomlKeys.path(last);
                }
            }
            if (!path.isEmpty()) {
                in.skip(equals + 1);
            }
            return path;
        }

        private Optional<Object> valueOf(String key, int line) {
            if (in.atLineEnd() || in.peek() == '#') {
                return onNextLine(key, line);
            }
            Optional<Object> value = values.read();
            if (value.isEmpty()) {
                in.report(line, Kind.NO_VALUE, key);
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
                in.report(line, Kind.LIST_ON_NEXT_LINE, key);
                Optional<Object> list = values.read();
                trailing();
                return list;
            }
            back.run();
            in.report(line, Kind.NO_VALUE, key);
            in.skipLine();
            return Optional.empty();
        }

        /** Skips the rest of the line after a value, except further texts. */
        private void trailing() {
            if (in.atLineStart()) {
                // After an unclosed list, the next statement begins here.
                return;
            }
            in.skipBlanks();
            if (in.peek() == ',' || in.peek() == ';') {
                in.report(Kind.TRAILING, in.restOfLine());
                in.skip(1);
                in.skipBlanks();
            }
            if (in.peek() == '#' || in.atLineEnd()) {
                in.skipLine();
            } else if (!values.texts().isNext()) {
                in.report(Kind.TRAILING, in.restOfLine());
                in.skipLine();
            }
        }

        /** Joins a text with further texts on the lines after it, as some issuers write paragraphs. */
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
                    in.report(line, Kind.TEXT_IN_PIECES, key);
                    found = true;
                }
            }
        }

        private void assign(List<String> path, Object value, int line) {
            Map<String, Object> table = within(section, path.subList(0, path.size() - 1));
            boolean again =
                    !assigned.computeIfAbsent(table, _ -> new HashSet<>()).add(path.getLast());
            if (again) {
                in.report(line, Kind.DUPLICATE_KEY, path.getLast());
            }
            // The last value is the most recent one; but an empty text does not replace a value.
            if (!again || !value.equals("")) {
                table.put(path.getLast(), value);
            }
        }
    }
}
