package org.stellarticker.ingester.horizon.read.trade;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * A stream of events that are cut at a size bound: the rest of a larger event is dropped, up to the empty line that ends it.
 * Without the bound, the client would buffer an event of any size.
 */
final class BoundedEvents extends ForwardingSource {

    private final Buffer received = new Buffer();
    private final int most;
    private int bytes;
    private boolean lineIsEmpty = true;

    /** @param most the bound in bytes, all fields of the event included */
    BoundedEvents(Source events, int most) {
        super(events);
        this.most = most;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long before = sink.size();
        while (sink.size() == before) {
            if (super.read(received, byteCount) < 0) {
                return -1;
            }
            keep(sink);
        }
        return sink.size() - before;
    }

    private void keep(Buffer sink) {
        byte[] chunk = received.readByteArray();
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
                // Ends the line in which the event was cut, and the event.
                sink.write(kept, 0, length).writeByte('\n').writeByte('\n');
                length = 0;
            }
            bytes = endsEvent ? 0 : Math.min(bytes + 1, most);
        }
        sink.write(kept, 0, length);
    }
}
