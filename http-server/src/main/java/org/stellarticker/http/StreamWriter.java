package org.stellarticker.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;

/** The client's end of a streamed reply. */
public final class StreamWriter {

    private final Content.Sink client;

    StreamWriter(Content.Sink client) {
        this.client = client;
    }

    /**
     * Sends a piece, and waits until the connection took it: a slow client slows the writer down.
     *
     * @throws ClientGone when the client went away, or took nothing for two minutes
     */
    public void write(ByteBuffer piece) throws ClientGone {
        try {
            Content.Sink.write(client, false, piece.duplicate());
        } catch (IOException gone) {
            throw new ClientGone(gone);
        }
    }
}
