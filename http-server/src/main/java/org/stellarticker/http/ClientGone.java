package org.stellarticker.http;

import java.io.IOException;

/** The client went away before its request was read, or its reply was sent. */
public final class ClientGone extends Exception {

    private static final long serialVersionUID = 1;

    public ClientGone(IOException cause) {
        super(cause);
    }
}
