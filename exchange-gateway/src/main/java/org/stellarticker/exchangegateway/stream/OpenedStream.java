package org.stellarticker.exchangegateway.stream;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.function.Supplier;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Reply;
import org.stellarticker.http.StreamWriter;
import org.stellarticker.http.stream.StreamBuffer;

/**
 * A stream that begins with pieces of its own. Each of them is made when it is to be sent, by the client's thread: thousands of
 * clients that come back at once hold nobody up, and fill no memory.
 *
 * @param first gives its first pieces, each once
 * @param then what follows them
 */
record OpenedStream(Queue<Supplier<ByteBuffer>> first, StreamBuffer then) implements Reply.Streamed.Content {

    @Override
    public void writeTo(StreamWriter out) throws ClientGone, InterruptedException {
        boolean begun = false;
        try {
            out.write(StreamNotices.retry());
            for (Supplier<ByteBuffer> piece = first.poll(); piece != null; piece = first.poll()) {
                out.write(piece.get());
            }
            begun = true;
        } finally {
            if (!begun) {
                abandon();
            }
        }
        then.writeTo(out);
    }

    @Override
    public void abandon() {
        then.abandon();
    }
}
