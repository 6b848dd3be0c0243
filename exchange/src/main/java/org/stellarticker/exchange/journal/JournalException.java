package org.stellarticker.exchange.journal;

import java.io.IOException;

/** The journal or a snapshot is not as it was written; the message names the file and the byte. */
public final class JournalException extends IOException {

    private static final long serialVersionUID = 1;

    JournalException(String message) {
        super(message);
    }
}
