package org.stellarticker.ingester.asset;

import java.util.Locale;

/**
 * What is wrong with a toml that could be read all the same.
 *
 * @param line counted from 1; 0 when it is no line's fault
 * @param about the key, or the beginning of the line
 */
record TomlProblem(int line, Kind kind, String about) {

    /** What issuers do to a toml, as the real ones show it. */
    enum Kind {
        /** A text without its closing quote, or closed on another line only. */
        UNCLOSED_TEXT,
        /** Several texts one after the other, where one was due. */
        TEXT_IN_PIECES,
        /** A quote within a text that nothing says is one. */
        QUOTE_WITHIN,
        /** A text without quotes. */
        UNQUOTED,
        /** Typographic quotes, as word processors make them. */
        CURLY_QUOTES,
        /** A backslash before what it means nothing before. */
        UNKNOWN_ESCAPE,
        /** A key, and nothing after its equals sign. */
        NO_VALUE,
        /** A line that is no comment, and has no equals sign. */
        NO_KEY,
        /** A key with spaces or signs in it. */
        ODD_KEY,
        /** A key, or a section that there is one of, told again: the last one counts. */
        DUPLICATE_KEY,
        /** Something after a value, such as markup or a comma. */
        TRAILING,
        /** A list that begins on another line than its key. */
        LIST_ON_NEXT_LINE,
        /** A list, table or heading without its closing bracket. */
        UNCLOSED_BRACKET,
        /** More brackets within each other than anybody means. */
        TOO_DEEP,
        /** Lines that end by a carriage return alone. */
        CR_LINE_ENDS,
        /** Bytes that are no UTF-8. */
        NOT_UTF8,
        /** A number that 64 bits cannot hold. */
        NUMBER_TOO_LARGE,
        /** A value of another kind than SEP-1 has it. */
        WRONG_KIND,
        /** A currency without a code, a template of one, or a link. */
        NO_CODE,
        /** A currency without an account that issues it. */
        NO_ISSUER,
        /** A currency's own toml that could not be fetched or read. */
        LINK_NOT_READ;

        /** As rows and people name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
