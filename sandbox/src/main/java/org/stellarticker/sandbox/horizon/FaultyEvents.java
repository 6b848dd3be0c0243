package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.fault.FaultyRecord;
import org.stellarticker.sandbox.horizon.json.JsonWriter;

/** Injects faults into one stream of trades. */
final class FaultyEvents {

    private static final String ERROR =
            "event: error\ndata: {\"type\":\"https://stellar.org/horizon-errors/server_error\","
                    + "\"title\":\"Internal Server Error\",\"status\":500}\n\n";

    /** The next step of the stream. */
    enum Then {
        ON,
        /** The stream ends without {@code byebye}. */
        OVER,
        /** The connection is closed. */
        DISCONNECT,
        /** The stream sends nothing for a while, then closes the connection. */
        SILENT
    }

    private final Optional<Faults> faults;
    /** The stream's first event, to be repeated. */
    private String first = "";
    /** An event held back until the next one was sent. */
    private String held = "";

    private FaultyEvents(Optional<Faults> faults) {
        this.faults = faults;
    }

    static FaultyEvents of(Faults faults) {
        return new FaultyEvents(Optional.of(faults));
    }

    static FaultyEvents none() {
        return new FaultyEvents(Optional.empty());
    }

    /** Writes an event, unchanged or with a fault. */
    Then write(JsonWriter events, String pagingToken, JsonWriter.Body record) {
        Optional<FaultKind> drawn = faults.flatMap(all -> all.ofTrade(pagingToken));
        if (drawn.isEmpty() && (faults.isEmpty() || (!first.isEmpty() && held.isEmpty()))) {
            events.plain("id: ").plain(pagingToken).plain("\ndata: ");
            record.write(events);
            events.plain("\n\n");
            return Then.ON;
        }
        String event = event(pagingToken, record);
        Then then = drawn.map(kind -> write(events, kind, event)).orElseGet(() -> {
            put(events, event);
            return Then.ON;
        });
        if (drawn.isEmpty() || drawn.get() != FaultKind.OUT_OF_ORDER) {
            release(events);
        }
        first = first.isEmpty() ? event : first;
        return then;
    }

    private Then write(JsonWriter events, FaultKind kind, String event) {
        switch (kind) {
            case CUT_EVENT -> {
                put(events, event.substring(0, event.length() / 2));
                return Then.DISCONNECT;
            }
            case ERROR_EVENT -> {
                put(events, ERROR);
                return Then.OVER;
            }
            case SILENCE -> {
                return Then.SILENT;
            }
            case DUPLICATE -> put(events, event + event);
            case REPEATED -> put(events, event + (first.isEmpty() ? event : first));
            case OUT_OF_ORDER -> held += event;
            case HIDDEN -> {
                // Nothing is written.
            }
            default -> put(events, FaultyRecord.of(kind, event));
        }
        return Then.ON;
    }

    /** Writes the event that was held back, because no other follows for now. */
    void release(JsonWriter events) {
        put(events, held);
        held = "";
    }

    private static String event(String pagingToken, JsonWriter.Body record) {
        var json = new JsonWriter(JsonWriter.Layout.ONE_LINE, 2048);
        record.write(json);
        return "id: " + pagingToken + "\ndata: "
                + new String(json.written().array(), 0, json.length(), StandardCharsets.UTF_8) + "\n\n";
    }

    private static void put(JsonWriter events, String text) {
        events.raw(text.getBytes(StandardCharsets.UTF_8));
    }

    static IOException disconnect() {
        return new IOException("connection closed by an injected fault");
    }
}
