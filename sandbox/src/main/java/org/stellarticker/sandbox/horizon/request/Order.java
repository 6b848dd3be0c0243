package org.stellarticker.sandbox.horizon.request;

/** The order of a list. */
public enum Order {
    ASC("asc"),
    DESC("desc");

    final String word;

    Order(String word) {
        this.word = word;
    }

    public Order inverse() {
        return this == ASC ? DESC : ASC;
    }
}
