package org.stellarticker.sandbox.market;

/**
 * A home domain of the catalog.
 *
 * @param label the part before {@value #SUFFIX}
 */
record Domain(String label, Form form, String organisation) {

    static final String SUFFIX = ".sandbox.example";

    /** The kind of its {@code stellar.toml}; the catalog explains the words. */
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
