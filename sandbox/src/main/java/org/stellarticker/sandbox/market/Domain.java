package org.stellarticker.sandbox.market;

/**
 * A home domain of the catalog.
 *
 * @param label what stands before {@value #SUFFIX}
 */
record Domain(String label, Form form, String organisation) {

    static final String SUFFIX = ".sandbox.example";

    /** What its {@code stellar.toml} is like; the catalog explains the words. */
    enum Form {
        GOOD,
        SILENT,
        ELSEWHERE,
        FAULTY,
        HTML,
        MISSING
    }

    String host() {
        return label + SUFFIX;
    }
}
