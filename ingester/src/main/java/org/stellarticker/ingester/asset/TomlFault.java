package org.stellarticker.ingester.asset;

/** Why a stellar.toml cannot be had: it is not where it should be, it must not be fetched, or it is none. */
final class TomlFault extends Exception {

    private static final long serialVersionUID = 1;

    /** What kind of fault, for whoever counts them. */
    enum Kind {
        /** The link leads where we do not go. */
        REFUSED,
        /** Nobody answers there, or not with a file. */
        UNREACHABLE,
        /** What is there is no toml. */
        UNREADABLE
    }

    private final Kind kind;

    TomlFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
