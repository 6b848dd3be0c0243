package org.stellarticker.ingester.toml;

import java.util.Locale;

/**
 * An error in a toml that could be read nevertheless.
 *
 * @param line the line, counted from 1; 0 when the error has no line
 * @param about the key, or the beginning of the line
 */
public record TomlProblem(int line, Kind kind, String about) {

    /** The kinds of errors that real files show. */
    public enum Kind {
        /** A text without its closing quote, or with the quote on a later line. */
        UNCLOSED_TEXT,
        /** Several texts in a row where one was expected. */
        TEXT_IN_PIECES,
        /** An unescaped quote within a text. */
        QUOTE_WITHIN,
        /** A text without quotes. */
        UNQUOTED,
        /** Typographic quotes, as word processors make them. */
        CURLY_QUOTES,
        /** A backslash before a character that has no escape. */
        UNKNOWN_ESCAPE,
        /** A key without a value after its equals sign. */
        NO_VALUE,
        /** A line that is not a comment and has no equals sign. */
        NO_KEY,
        /** A key with spaces or punctuation. */
        ODD_KEY,
        /** A key that appears twice, or a section that may exist only once; the last value counts. */
        DUPLICATE_KEY,
        /** Something after a value, such as markup or a comma. */
        TRAILING,
        /** A list that begins on another line than its key. */
        LIST_ON_NEXT_LINE,
        /** A list, table or heading without its closing bracket. */
        UNCLOSED_BRACKET,
        /** Too many nested brackets. */
        TOO_DEEP,
        /** Lines that end by a carriage return alone. */
        CR_LINE_ENDS,
        /** Bytes that are not UTF-8. */
        NOT_UTF8,
        /** A number that does not fit into 64 bits. */
        NUMBER_TOO_LARGE,
        /** A value of another type than SEP-1 demands. */
        WRONG_KIND,
        /** A currency without a code, a code template, or a link. */
        NO_CODE,
        /** A currency without an issuing account. */
        NO_ISSUER,
        /** A currency's own toml that could not be fetched or read. */
        LINK_NOT_READ;

        /** Returns the name of the kind in the database and the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
