package org.stellarticker.ingester.horizon.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reduces an answer that is too large to its records while it arrives. A {@link LargeRecord} is replaced by a small one. An
 * answer that is still too large ends after the last record that fits, like a shorter page.
 */
public final class LargePage {

    private static final Pattern ARRAY = Pattern.compile("\"(records|bids|asks)\"\\s*:\\s*\\[$");
    private static final int LONGEST_NAME = 64;

    /** What ends a page that had more records: the cursor of its link leads past them. */
    private static final byte[] END_OF_RECORDS = "],\"stellar_ticker_cut\":[]}}".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final ByteArrayOutputStream page = new ByteArrayOutputStream();
    private final byte[] record = new byte[Sizes.LARGEST_RECORD];
    /** The last characters that were read outside of records. */
    private final StringBuilder recent = new StringBuilder();

    private long read;
    private boolean inString;
    private boolean escaped;

    private LargePage(InputStream in) {
        this.in = in;
    }

    /** Returns whether the end of this page's records is missing, so that its link leads past some. */
    public static boolean isCut(byte[] page) {
        int from = page.length - END_OF_RECORDS.length;
        return from >= 0 && Arrays.equals(page, from, page.length, END_OF_RECORDS, 0, END_OF_RECORDS.length);
    }

    /**
     * Reads an answer and reduces it.
     *
     * @param answer a buffered stream
     * @throws TooLarge when there is too much of it outside of its records
     * @throws IOException when it ends early
     */
    public static byte[] reduce(InputStream answer) throws IOException {
        var large = new LargePage(answer);
        large.readAll();
        return large.page.toByteArray();
    }

    private void readAll() throws IOException {
        for (int c = next(); c >= 0; c = next()) {
            page.write(c);
            if (page.size() > Sizes.LARGEST_PAGE) {
                throw new TooLarge();
            }
            remember((char) c);
            if (c == '[' && !inString) {
                String name = arrayName();
                if (!name.isEmpty() && !readRecords(name)) {
                    page.write(END_OF_RECORDS);
                    return;
                }
            }
        }
    }

    private void remember(char c) {
        if (recent.length() == 2 * LONGEST_NAME) {
            recent.delete(0, LONGEST_NAME);
        }
        recent.append(c);
    }

    /** Returns the name of the array of records that was just opened; empty for any other array. */
    private String arrayName() {
        var name = ARRAY.matcher(recent);
        return name.find() ? name.group(1) : "";
    }

    /**
     * Reads the records of an array.
     *
     * @return whether the array was read to its end
     */
    private boolean readRecords(String name) throws IOException {
        boolean first = true;
        for (int c = next(); c >= 0; c = next()) {
            if (c == ']') {
                page.write(c);
                return true;
            }
            if (c == '{' || c == '[') {
                boolean ended = readRecord(c, first);
                if (!ended || page.size() > Sizes.LARGEST_PAGE) {
                    // A list continues on its next page; a side of an order book has no next page.
                    if (!name.equals("records")) {
                        throw new TooLarge();
                    }
                    return false;
                }
                first = false;
            }
        }
        return true;
    }

    /**
     * Reads a record.
     *
     * @return whether the record was complete
     */
    private boolean readRecord(int opening, boolean first) throws IOException {
        int length = 0;
        int depth = 0;
        boolean ended = false;
        var token = new TokenFinder();
        for (int c = opening; c >= 0 && read <= Sizes.LARGEST_ANSWER; c = next()) {
            if (length < record.length) {
                record[length] = (byte) c;
            }
            length++;
            if (depth == 1) {
                token.take((char) c, inString);
            }
            if (!inString && (c == '{' || c == '[')) {
                depth++;
            } else if (!inString && (c == '}' || c == ']') && --depth == 0) {
                ended = true;
                break;
            }
        }
        if (!ended && length <= record.length) {
            // The answer ends within a record that may be a good one.
            return false;
        }
        if (!first) {
            page.write(',');
        }
        if (length <= record.length) {
            page.write(record, 0, length);
        } else {
            String found = ended ? Integer.toString(length) : "more than " + length;
            page.write(LargeRecord.replacement(record, token.found(), found));
        }
        return ended;
    }

    /** Finds a record's paging token among its own members, however late it comes. */
    private static final class TokenFinder {

        private static final int LONGEST_TOKEN = 200;

        private final StringBuilder text = new StringBuilder();
        private String textBefore = "";
        private String found = "";

        /** Reads a byte of the record that is not in a nested value. */
        void take(char c, boolean inString) {
            if (inString) {
                if (text.length() <= LONGEST_TOKEN) {
                    text.append(c);
                }
            } else if (c == '"') {
                // The first character is the opening quote.
                String whole = text.isEmpty() ? "" : text.substring(1);
                found = textBefore.equals("paging_token") && found.isEmpty() ? whole : found;
                textBefore = whole;
                text.setLength(0);
            }
        }

        String found() {
            return found.length() < LONGEST_TOKEN ? found : "";
        }
    }

    /** Returns the next byte, or -1, and notes whether it is in a string. */
    private int next() throws IOException {
        int c = in.read();
        read++;
        if (escaped) {
            escaped = false;
        } else if (inString && c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = !inString;
        }
        return c;
    }
}
