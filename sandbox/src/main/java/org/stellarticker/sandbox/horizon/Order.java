package org.stellarticker.sandbox.horizon;

/** The order of a list. */
enum Order {
    ASC("asc"),
    DESC("desc");

    final String word;

    Order(String word) {
        this.word = word;
    }

    Order inverse() {
        return this == ASC ? DESC : ASC;
    }
}
