package org.stellarticker.bench.ingest;

/** The paging tokens in the text of a page of {@code /trades}. */
final class PageTokens {

    private static final String NAME = "\"paging_token\": \"";

    private PageTokens() {}

    /** The last record's; empty when there is no record. */
    static String last(String page) {
        int name = page.lastIndexOf(NAME);
        if (name < 0) {
            return "";
        }
        int begin = name + NAME.length();
        return page.substring(begin, page.indexOf('"', begin));
    }

    /** How many records. */
    static int count(String page) {
        int count = 0;
        for (int at = page.indexOf(NAME); at >= 0; at = page.indexOf(NAME, at + NAME.length())) {
            count++;
        }
        return count;
    }
}
