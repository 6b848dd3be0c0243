package org.stellarticker.archive;

/** An object of the archive is not what its manifest says; the message is one line for people. */
public final class DamagedArchive extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DamagedArchive(String message) {
        super(message);
    }

    DamagedArchive(String message, Throwable cause) {
        super(message, cause);
    }
}
