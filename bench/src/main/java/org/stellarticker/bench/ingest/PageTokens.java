package org.stellarticker.bench.ingest;

/** Reads paging tokens from the text of a page of {@code /trades}. */
final class PageTokens {

    private static final String NAME = "\"paging_token\": \"";

    private PageTokens() {}

    /** Returns the last record's token; empty without records. */
    static String last(String page) {
        int name = page.lastIndexOf(NAME);
        if (name < 0) {
            return "";
        }
        int begin = name + NAME.length();
        return page.substring(begin, page.indexOf('"', begin));
    }

    /** Returns the number of records. */
    static int count(String page) {
        int count = 0;
        for (int at = page.indexOf(NAME); at >= 0; at = page.indexOf(NAME, at + NAME.length())) {
            count++;
        }
        return count;
    }
}
