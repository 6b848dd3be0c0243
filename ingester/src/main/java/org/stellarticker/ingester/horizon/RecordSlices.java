package org.stellarticker.ingester.horizon;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.db.trade.RecordBody;

/** Cuts a page that is not JSON as a whole into its records, by their braces, whatever each of them is. */
final class RecordSlices {

    private RecordSlices() {}

    /** Each record as it came; empty when the page has no array of records, or its end is missing. */
    static Optional<List<RecordBody>> of(byte[] page) {
        return of(page, "records");
    }

    /** Each element of an array as it came; empty when the page has no array of this name, or its end is missing. */
    static Optional<List<RecordBody>> of(byte[] page, String array) {
        // A char a byte, so that what is found is where it is found.
        var records =
                Pattern.compile("\"" + array + "\"\\s*:\\s*\\[").matcher(new String(page, StandardCharsets.ISO_8859_1));
        if (!records.find()) {
            return Optional.empty();
        }
        var slices = new ArrayList<RecordBody>();
        int depth = 0;
        int start = -1;
        boolean inString = false;
        for (int i = records.end(); i < page.length; i++) {
            byte c = page[i];
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
                continue;
            }
            if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
                if (start >= 0) {
                    slices.add(RecordBody.of(page, start, withoutBlanks(page, i)));
                    start = -1;
                }
                if (c != ',') {
                    return Optional.of(slices);
                }
                continue;
            }
            start = start < 0 && c > ' ' ? i : start;
            inString = c == '"';
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
        return Optional.empty();
    }

    /** Where what ends here ends, but for blanks. */
    private static int withoutBlanks(byte[] page, int end) {
        int last = end;
        while (page[last - 1] >= 0 && page[last - 1] <= ' ') {
            last--;
        }
        return last;
    }
}
