package org.stellarticker.ingester.horizon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cuts a page that is not JSON as a whole into its records, by their braces. */
final class RecordSlices {

    private static final Pattern RECORDS = Pattern.compile("\"records\"\\s*:\\s*\\[");

    private RecordSlices() {}

    /** Each record's text; empty when the page has no array of records, or its end is missing. */
    static Optional<List<String>> of(String page) {
        var records = RECORDS.matcher(page);
        if (!records.find()) {
            return Optional.empty();
        }
        var slices = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        boolean inString = false;
        for (int i = records.end(); i < page.length(); i++) {
            char c = page.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                if (depth++ == 0) {
                    start = i;
                }
            } else if ((c == '}' || c == ']') && depth == 0) {
                return Optional.of(slices);
            } else if (c == '}' || c == ']') {
                if (--depth == 0) {
                    slices.add(page.substring(start, i + 1));
                }
            }
        }
        return Optional.empty();
    }
}
