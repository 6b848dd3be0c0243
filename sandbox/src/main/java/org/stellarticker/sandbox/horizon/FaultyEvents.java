package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.Faults;

/** What of one stream of trades goes wrong. */
final class FaultyEvents {

    private static final String ERROR =
            "event: error\ndata: {\"type\":\"https://stellar.org/horizon-errors/server_error\","
                    + "\"title\":\"Internal Server Error\",\"status\":500}\n\n";

    /** How the stream goes on. */
    enum Then {
        ON,
        /** It is over, without good-bye. */
        OVER,
        /** The connection breaks off. */
        DISCONNECT,
        /** Nothing more comes for a while, and then it breaks off. */
        SILENT
    }

    private final Optional<Faults> faults;
    /** The stream's first event, to be repeated. */
    private String first = "";
    /** An event that lets the next one pass. */
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

    /** Writes an event as it is, or as it goes wrong. */
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
                // Not a word.
            }
            default -> put(events, FaultyRecord.of(kind, event));
        }
        return Then.ON;
    }

    /** Nothing follows for now: what was held back comes. */
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
        return new IOException("cut on purpose");
    }
}
