package org.stellarticker.graphqlserver.http;

import java.io.IOException;

/** Whoever asked went away before all of it was said. */
final class ClientGone extends Exception {

    private static final long serialVersionUID = 1;

    ClientGone(IOException cause) {
        super(cause);
    }
}
