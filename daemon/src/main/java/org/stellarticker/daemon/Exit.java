package org.stellarticker.daemon;

/** Exit codes as in sysexits.h; supervisors and scripts distinguish failures by them. */
enum Exit {
    OK(0),
    /** Something that the program needs cannot be reached, or is not in the required state. */
    UNAVAILABLE(69),
    /** A fault of the program. */
    SOFTWARE(70),
    /** A file or folder cannot be made. */
    CANNOT_CREATE(73),
    /** The settings are not valid. */
    CONFIG(78);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
