package org.stellarticker.ingester.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.stellarticker.ingester.asset.TomlProblem.Kind;

/** A place in the text of a toml, and the faults found on the way to it. */
final class TomlScanner {

    static final char END = '\0';

    /** More tell nobody anything. */
    private static final int MOST_FAULTS = 100;

    private static final int LONGEST_ABOUT = 60;

    /** What begins a line that is a statement of its own, whatever was left open before it. */
    private static final Pattern STATEMENT = Pattern.compile(
            "[ \\t]*(?:\\[\\[?[ \\t]*[A-Za-z_][A-Za-z0-9_.-]*[ \\t]*\\]\\]?[ \\t]*(?:#.*)?|[A-Za-z_][A-Za-z0-9_-]*[ \\t]*=.*)");

    private final String text;
    private final List<TomlProblem> faults = new ArrayList<>();
    private int at;
    private int line = 1;

    TomlScanner(String text) {
        this.text = text;
    }

    List<TomlProblem> faults() {
        return List.copyOf(faults);
    }

    void fault(Kind kind, String about) {
        fault(line, kind, about);
    }

    void fault(int inLine, Kind kind, String about) {
        if (faults.size() < MOST_FAULTS) {
            String shown = about.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            faults.add(new TomlProblem(
                    inLine, kind, shown.length() <= LONGEST_ABOUT ? shown : shown.substring(0, LONGEST_ABOUT)));
        }
    }

    int line() {
        return line;
    }

    boolean ended() {
        return at >= text.length();
    }

    /** {@link #END} at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    boolean sees(String what) {
        return text.startsWith(what, at);
    }

    char next() {
        char c = peek();
        skip(1);
        return c;
    }

    void skip(int chars) {
        for (int i = 0; i < chars && !ended(); i++) {
            if (text.charAt(at++) == '\n') {
                line++;
            }
        }
    }

    boolean atLineEnd() {
        return ended() || peek() == '\n' || (peek() == '\r' && (peek(1) == '\n' || peek(1) == END));
    }

    /** Spaces and tabs. */
    void skipBlanks() {
        while (isBlank(peek())) {
            skip(1);
        }
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0' || c == '\uFEFF';
    }

    /** Up to what begins next, on whichever line. */
    void skipToContent() {
        while (!ended()) {
            if (peek() == '#') {
                skipLine();
            } else if (isBlank(peek()) || peek() == '\n' || peek() == '\r') {
                skip(1);
            } else {
                return;
            }
        }
    }

    /** The rest of this line, which it goes past. */
    String skipLine() {
        String rest = restOfLine();
        skip(rest.length());
        while (!ended() && peek() != '\n') {
            skip(1);
        }
        skip(1);
        return rest;
    }

    /** What stands from here to the end of the line. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        int stop = end < 0 ? text.length() : end;
        return text.substring(at, stop > at && text.charAt(stop - 1) == '\r' ? stop - 1 : stop);
    }

    /** Whether the line that begins here is a statement of its own. */
    boolean atStatement() {
        return STATEMENT.matcher(restOfLine()).matches();
    }

    /** Whether only blanks stand between the last line's end and here. */
    boolean atLineStart() {
        for (int i = at - 1; i >= 0 && text.charAt(i) != '\n'; i--) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A place to come back to, faults included. */
    Runnable mark() {
        int legacyAt = at;
        int legacyLine = line;
        int legacyFaults = faults.size();
        return () -> {
            at = legacyAt;
            line = legacyLine;
            faults.subList(legacyFaults, faults.size()).clear();
        };
    }
}
