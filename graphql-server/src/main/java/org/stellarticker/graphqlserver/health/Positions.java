package org.stellarticker.graphqlserver.health;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.http.Json;

/**
 * How far the programs have come.
 *
 * @param trades the position of the live stream of trades
 * @param audit the position of the audit
 * @param events the kept positions of the event log
 * @param windows the instant at which the stored windows of all markets end
 */
public record Positions(
        Optional<Cursor> trades, Optional<Cursor> audit, Optional<EventLog.Kept> events, Optional<Instant> windows) {

    /** The positions while the database is away. */
    static final Positions UNKNOWN =
            new Positions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.writeText(json, "trades", trades.map(cursor -> cursor.token().value()));
        Json.writeText(json, "audit", audit.map(cursor -> cursor.token().value()));
        Json.writeText(json, "oldest_event", events.map(kept -> String.valueOf(kept.oldest())));
        Json.writeText(json, "newest_event", events.map(kept -> String.valueOf(kept.newest())));
        Json.writeText(json, "windows_as_of", windows.map(Instant::toString));
        json.writeEndObject();
    }
}
