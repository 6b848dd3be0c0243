package org.stellarticker.http.problem;

/**
 * A part of a request that cannot be used.
 *
 * @param field the parameter's name
 * @param value the value that was found, shortened; empty when there was none
 * @param expected what was expected instead
 */
public record Fault(String field, String value, String expected) {

    private static final int LONGEST_VALUE = 100;

    public Fault {
        value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    }

    @Override
    public String toString() {
        return field + ": expected " + expected + ", found " + (value.isEmpty() ? "none" : "\"" + value + "\"");
    }
}
