package org.stellarticker.ingester.toml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.ingester.toml.TomlProblem.Kind;

/**
 * Reads the values of a toml as {@code String} (also for dates), {@code BigInteger}, {@code BigDecimal}, {@code Boolean},
 * {@code List} or {@code Map}.
 */
final class TomlValues {

    private static final int MAX_DEPTH = 20;

    /** Bounds the characters of a number, and so the work of the patterns. */
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9](?:_?[0-9])*");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?[0-9](?:_?[0-9])*(?:\\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern BASED = Pattern.compile("0([xob])([0-9a-fA-F](?:_?[0-9a-fA-F])*)");

    /** A date, a time or both; offsets and fractions are not validated, because the value stays a text. */
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.Z+-]+)?|[0-9]{2}:[0-9:.]+");

    private static final String SPECIAL = "[+-]?(inf|nan)";

    private final TomlScanner in;
    private final TomlTexts texts;

    TomlValues(TomlScanner in) {
        this.in = in;
        this.texts = new TomlTexts(in);
    }

    TomlTexts texts() {
        return texts;
    }

    /** Reads the value that begins on this line; empty when there is none. */
    Optional<Object> read() {
        return read(0);
    }

    private Optional<Object> read(int depth) {
        boolean inList = depth > 0;
        if (texts.isNext()) {
            return Optional.of(texts.read(inList));
        }
        return switch (in.peek()) {
            case '[' -> Optional.of(list(depth + 1));
            case '{' -> Optional.of(table(depth + 1));
            case '(' -> wrapped(depth);
            default -> bare(inList);
        };
    }

    /** Reads a text that the issuer wrapped in parentheses. */
    private Optional<Object> wrapped(int depth) {
        if (!in.restOfLine().matches("\\(+[ \\t]*[\"'].*")) {
            return bare(depth > 0);
        }
        in.report(Kind.TRAILING, in.restOfLine());
        while (in.peek() == '(' || TomlScanner.isBlank(in.peek())) {
            in.skip(1);
        }
        Object text = texts.read(depth > 0);
        in.skipBlanks();
        while (in.peek() == ')') {
            in.skip(1);
        }
        return Optional.of(text);
    }

    private List<Object> list(int depth) {
        int begin = in.line();
        in.skip(1);
        var list = new ArrayList<Object>();
        while (true) {
            in.skipToContent();
            if (in.peek() == ']') {
                in.skip(1);
                return list;
            }
            if (in.ended() || (in.atLineStart() && in.line() > begin && in.atStatement())) {
                in.report(begin, Kind.UNCLOSED_BRACKET, "[");
                return list;
            }
            if (in.peek() == ',') {
                in.skip(1);
            } else if (depth > MAX_DEPTH) {
                in.report(Kind.TOO_DEEP, in.restOfLine());
                in.skipLine();
            } else {
                element(list, depth);
            }
        }
    }

    private void element(List<Object> list, int depth) {
        Optional<Object> value = read(depth);
        if (value.isPresent()) {
            list.add(value.get());
        } else {
            // No value begins with this character; without skipping it, the loop would never end.
            in.report(Kind.TRAILING, String.valueOf(in.next()));
        }
    }

    private Map<String, Object> table(int depth) {
        int begin = in.line();
        in.skip(1);
        var table = new LinkedHashMap<String, Object>();
        while (true) {
            in.skipToContent();
            if (in.peek() == '}') {
                in.skip(1);
                return table;
            }
            if (in.ended() || depth > MAX_DEPTH || (in.atLineStart() && in.line() > begin && in.atStatement())) {
                in.report(begin, in.ended() ? Kind.UNCLOSED_BRACKET : Kind.TOO_DEEP, "{");
                return table;
            }
            if (in.peek() == ',') {
                in.skip(1);
            } else {
                entry(table, depth);
            }
        }
    }

    private void entry(Map<String, Object> table, int depth) {
        var key = new StringBuilder();
        if (texts.isNext()) {
            key.append(texts.read(/* inList= */ true));
            in.skipBlanks();
        }
        while (!in.atLineEnd() && "=,}".indexOf(in.peek()) < 0) {
            key.append(in.next());
        }
        if (in.peek() != '=') {
            in.report(Kind.NO_KEY, key.toString());
            if (in.atLineEnd()) {
                in.skipLine();
            }
            return;
        }
        in.skip(1);
        in.skipBlanks();
        Optional<Object> value = read(depth);
        if (value.isPresent()) {
            table.put(key.toString().strip(), value.get());
        } else {
            in.report(Kind.NO_VALUE, key.toString());
        }
    }

    /** Reads a value without quotes: a number, a boolean, a time, or a text that lacks its quotes. */
    private Optional<Object> bare(boolean inList) {
        var token = new StringBuilder();
        while (!in.atLineEnd()
                && !(inList && ",]}".indexOf(in.peek()) >= 0)
                && !(in.peek() == '#' && (token.isEmpty() || TomlScanner.isBlank(token.charAt(token.length() - 1))))) {
            token.append(in.next());
        }
        String word = token.toString().strip();
        return word.isEmpty() ? Optional.empty() : Optional.of(interpret(word));
    }

    private Object interpret(String word) {
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (word.length() > MAX_NUMBER_LENGTH) {
            in.report(Kind.UNQUOTED, word);
            return word;
        }
        if (INTEGER.matcher(word).matches()) {
            return new BigInteger(plain(word));
        }
        var based = BASED.matcher(word);
        if (based.matches()) {
            return based(word, String.valueOf(based.group(1)), plain(String.valueOf(based.group(2))));
        }
        if (DECIMAL.matcher(word).matches()) {
            return new BigDecimal(plain(word));
        }
        if (!TIME.matcher(word).matches() && !word.matches(SPECIAL)) {
            boolean bool = word.toLowerCase(Locale.ROOT).matches("true|false");
            in.report(bool ? Kind.WRONG_KIND : Kind.UNQUOTED, word);
        }
        return word;
    }

    private Object based(String word, String base, String digits) {
        int radix = base.equals("x") ? 16 : base.equals("o") ? 8 : 2;
        try {
            return new BigInteger(digits, radix);
        } catch (NumberFormatException otherDigits) {
            in.report(Kind.UNQUOTED, word);
            return word;
        }
    }

    private static String plain(String number) {
        return number.replace("_", "");
    }
}
