package org.stellarticker.daemon;

/** Exit codes as in sysexits.h; supervisors and scripts distinguish failures by them. */
public enum Exit {
    OK(0),
    /** Data that was given is damaged, or not of the form that was expected. */
    DATA(65),
    /** A file that was named cannot be read. */
    NO_INPUT(66),
    /** Something that the program needs cannot be reached, or is not in the required state. */
    UNAVAILABLE(69),
    /** A fault of the program. */
    SOFTWARE(70),
    /** A file or folder cannot be made. */
    CANNOT_CREATE(73),
    /** A file cannot be written. */
    IO(74),
    /** Something that only one may use is in use. */
    BUSY(75),
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
