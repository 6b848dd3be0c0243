package org.stellarticker.daemon;

/** Exit codes, as sysexits.h has them; supervisors and scripts tell by them what went wrong. */
enum Exit {
    OK(0),
    /** Something the program needs cannot be reached, or is not as it must be. */
    UNAVAILABLE(69),
    /** A fault of ours. */
    SOFTWARE(70),
    /** A file or folder cannot be made. */
    CANNOT_CREATE(73),
    /** Settings that cannot be used. */
    CONFIG(78);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
