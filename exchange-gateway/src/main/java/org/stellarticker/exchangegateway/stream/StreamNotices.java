package org.stellarticker.exchangegateway.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.stellarticker.http.Json;
import org.stellarticker.http.stream.ServerSentEvent;

/** What streams say besides events. */
final class StreamNotices {

    static final ByteBuffer RESET = ServerSentEvent.of("reset", Json.write(json -> {
        json.writeStartObject();
        json.writeStringField("detail", "the position is no longer kept, or too far behind; a snapshot follows");
        json.writeEndObject();
    }));

    /** The clients of a program that was restarted come back over two seconds. */
    private static final int RETRY_MILLIS = 1000;

    private StreamNotices() {}

    /** Returns how long a client waits before it connects again. */
    static ByteBuffer retry() {
        return ServerSentEvent.retry(RETRY_MILLIS + ThreadLocalRandom.current().nextInt(2 * RETRY_MILLIS));
    }
}
