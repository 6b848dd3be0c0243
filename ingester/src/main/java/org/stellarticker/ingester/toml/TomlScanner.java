package org.stellarticker.ingester.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.stellarticker.ingester.toml.TomlProblem.Kind;

/** A position in the text of a toml, with the problems found up to it. */
final class TomlScanner {

    static final char END = '\0';

    /** Bounds the problems that are recorded for one file. */
    private static final int MAX_PROBLEMS = 100;

    private static final int MAX_ABOUT_LENGTH = 60;

    /** Matches a line that is a statement, even when a text or list before it was not closed. */
    private static final Pattern STATEMENT = Pattern.compile(
            "[ \\t]*(?:\\[\\[?[ \\t]*[A-Za-z_][A-Za-z0-9_.-]*[ \\t]*\\]\\]?[ \\t]*(?:#.*)?|[A-Za-z_][A-Za-z0-9_-]*[ \\t]*=.*)");

    private final String text;
    private final List<TomlProblem> problems = new ArrayList<>();
    private int at;
    private int line = 1;

    TomlScanner(String text) {
        this.text = text;
    }

    List<TomlProblem> problems() {
        return List.copyOf(problems);
    }

    void report(Kind kind, String about) {
        report(line, kind, about);
    }

    void report(int inLine, Kind kind, String about) {
        if (problems.size() < MAX_PROBLEMS) {
            String shown = about.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            problems.add(new TomlProblem(
                    inLine, kind, shown.length() <= MAX_ABOUT_LENGTH ? shown : shown.substring(0, MAX_ABOUT_LENGTH)));
        }
    }

    int line() {
        return line;
    }

    boolean ended() {
        return at >= text.length();
    }

    /** Returns the next character, or {@link #END} at the end. */
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

    /** Skips spaces and tabs. */
    void skipBlanks() {
        while (isBlank(peek())) {
            skip(1);
        }
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0' || c == '\uFEFF';
    }

    /** Skips blanks, line ends and comments. */
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

    /** Skips the rest of this line and returns it. */
    String skipLine() {
        String rest = restOfLine();
        skip(rest.length());
        while (!ended() && peek() != '\n') {
            skip(1);
        }
        skip(1);
        return rest;
    }

    /** Returns the text from here to the end of the line. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        int stop = end < 0 ? text.length() : end;
        return text.substring(at, stop > at && text.charAt(stop - 1) == '\r' ? stop - 1 : stop);
    }

    /** Returns whether the line that begins here is a statement. */
    boolean atStatement() {
        return STATEMENT.matcher(restOfLine()).matches();
    }

    /** Returns whether only blanks precede this position in its line. */
    boolean atLineStart() {
        for (int i = at - 1; i >= 0 && text.charAt(i) != '\n'; i--) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Marks the position; running the result returns to it and drops the problems found since. */
    Runnable mark() {
        int markedAt = at;
        int markedLine = line;
        int markedProblems = problems.size();
        return () -> {
            at = markedAt;
            line = markedLine;
            problems.subList(markedProblems, problems.size()).clear();
        };
    }
}
