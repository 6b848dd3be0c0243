package org.stellarticker.ingester.toml;

import org.stellarticker.ingester.toml.TomlProblem.Kind;

/** Reads the texts of a toml: with all kinds of quotes, and also where a quote is missing. */
final class TomlTexts {

    /** Bounds the quotes within a text, because each of them scans the rest of its line. */
    private static final int MAX_QUOTES_WITHIN = 50;

    private final TomlScanner in;

    TomlTexts(TomlScanner in) {
        this.in = in;
    }

    static boolean isCurly(char c) {
        return c == '\u201C'
                || c == '\u201D'
                || c == '\u201E'
                || c == '\u201F'
                || c == '\u2033'
                || c == '\u00AB'
                || c == '\u00BB';
    }

    boolean isNext() {
        return in.peek() == '"' || in.peek() == '\'' || isCurly(in.peek());
    }

    /**
     * Reads the text that begins here.
     *
     * @param inList whether the text is an element of a list, where an unclosed text ends with its line
     */
    String read(boolean inList) {
        if (isCurly(in.peek())) {
            return curly();
        }
        char quote = in.peek();
        if (in.peek(1) == quote && in.peek(2) == quote) {
            in.skip(3);
            return ofSeveralLines(quote);
        }
        in.skip(1);
        return ofOneLine(quote, inList);
    }

    private String curly() {
        in.report(Kind.CURLY_QUOTES, in.restOfLine());
        in.skip(1);
        var text = new StringBuilder();
        while (!in.atLineEnd()) {
            char c = in.next();
            if (isCurly(c) || c == '"') {
                break;
            }
            text.append(c);
        }
        return text.toString();
    }

    private String ofSeveralLines(char quote) {
        int begin = in.line();
        String end = String.valueOf(quote).repeat(3);
        if (in.peek() == '\r') {
            in.skip(1);
        }
        if (in.peek() == '\n') {
            in.skip(1);
        }
        var text = new StringBuilder();
        while (!in.ended()) {
            if (in.sees(end)) {
                in.skip(3);
                // Up to two quotes may directly precede the closing ones.
                for (int more = 0; more < 2 && in.peek() == quote; more++) {
                    text.append(in.next());
                }
                return text.toString();
            }
            append(text, quote);
        }
        in.report(begin, Kind.UNCLOSED_TEXT, text.toString());
        return text.toString();
    }

    private String ofOneLine(char quote, boolean inList) {
        int begin = in.line();
        var text = new StringBuilder();
        boolean broken = false;
        int within = 0;
        while (!in.ended()) {
            if (in.peek() == quote) {
                in.skip(1);
                if (++within > MAX_QUOTES_WITHIN || closes(quote, inList, broken)) {
                    return text.toString();
                }
                in.report(Kind.QUOTE_WITHIN, text.toString());
                text.append(quote);
            } else if (in.atLineEnd()) {
                if (!broken) {
                    in.report(begin, Kind.UNCLOSED_TEXT, text.toString());
                    broken = true;
                }
                if (inList) {
                    return withoutComma(text.toString());
                }
                Runnable backToLineEnd = in.mark();
                in.skipLine();
                if (in.atStatement()) {
                    backToLineEnd.run();
                    return text.toString();
                }
                text.append('\n');
            } else {
                append(text, quote);
            }
        }
        if (!broken) {
            in.report(begin, Kind.UNCLOSED_TEXT, text.toString());
        }
        return text.toString();
    }

    /**
     * Returns whether the quote before this position closes its text. A quote that is followed by other text does not close it when
     * another quote ends the line, or when the text already spans lines: then it is a quotation within prose.
     */
    private boolean closes(char quote, boolean inList, boolean broken) {
        String rest = in.restOfLine().strip();
        if (inList || rest.isEmpty() || ",]})#".indexOf(rest.charAt(0)) >= 0 || rest.charAt(0) == quote) {
            return true;
        }
        boolean quoteEndsLine = rest.matches(".*" + quote + "[,;)]?");
        return !broken && !quoteEndsLine;
    }

    private static String withoutComma(String text) {
        String stripped = text.stripTrailing();
        return stripped.endsWith(",") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    /** Appends the next character or escape. */
    private void append(StringBuilder text, char quote) {
        char c = in.next();
        if (c == '\r' && in.peek() == '\n') {
            return;
        }
        if (c != '\\' || quote == '\'') {
            text.append(c);
            return;
        }
        char escaped = in.peek();
        int known = "btnfre\"\\".indexOf(escaped);
        if (known >= 0) {
            in.skip(1);
            text.append("\b\t\n\f\r\u001B\"\\".charAt(known));
        } else if (escaped == 'u' || escaped == 'U' || escaped == 'x') {
            code(text, escaped);
        } else if (escaped == '\n' || escaped == '\r' || TomlScanner.isBlank(escaped)) {
            foldLines(text);
        } else {
            in.report(Kind.UNKNOWN_ESCAPE, "\\" + escaped);
            text.append(c);
        }
    }

    private void code(StringBuilder text, char kind) {
        int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 2;
        int value = 0;
        for (int i = 1; i <= digits; i++) {
            int digit = Character.digit(in.peek(i), 16);
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                in.report(Kind.UNKNOWN_ESCAPE, "\\" + kind);
                text.append('\\');
                return;
            }
            value = value * 16 + digit;
        }
        if (!Character.isValidCodePoint(value) || (value >= 0xD800 && value < 0xE000)) {
            in.report(Kind.UNKNOWN_ESCAPE, "\\" + kind);
            text.append('\\');
            return;
        }
        in.skip(1 + digits);
        text.appendCodePoint(value);
    }

    /** Joins a line that ends with a backslash with the next one. */
    private void foldLines(StringBuilder text) {
        if (!in.restOfLine().isBlank()) {
            in.report(Kind.UNKNOWN_ESCAPE, "\\ ");
            text.append('\\');
            return;
        }
        while (TomlScanner.isBlank(in.peek()) || in.peek() == '\n' || in.peek() == '\r') {
            in.skip(1);
        }
    }
}
