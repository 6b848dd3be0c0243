package org.stellarticker.ingester.horizon;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * A stream of events of which none is larger than a bound: what is more of one is left out, up to the empty line that ends
 * it. Its reader would take in whatever a server sends before that.
 */
final class BoundedEvents extends ForwardingSource {

    private final Buffer came = new Buffer();
    private final int most;
    private int bytes;
    private boolean lineIsEmpty = true;

    /** @param most bytes of an event, its other fields included */
    BoundedEvents(Source events, int most) {
        super(events);
        this.most = most;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long before = sink.size();
        while (sink.size() == before) {
            if (super.read(came, byteCount) < 0) {
                return -1;
            }
            keep(sink);
        }
        return sink.size() - before;
    }

    private void keep(Buffer sink) {
        byte[] chunk = came.readByteArray();
        byte[] kept = new byte[chunk.length];
        int length = 0;
        for (byte c : chunk) {
            boolean endsEvent = c == '\n' && lineIsEmpty;
            if (c != '\r') {
                lineIsEmpty = c == '\n';
            }
            if (bytes < most) {
                kept[length++] = c;
            } else if (endsEvent) {
                // The line in which the event was cut ends, and so does the event.
                sink.write(kept, 0, length).writeByte('\n').writeByte('\n');
                length = 0;
            }
            bytes = endsEvent ? 0 : Math.min(bytes + 1, most);
        }
        sink.write(kept, 0, length);
    }
}
