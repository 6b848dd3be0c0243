package org.stellarticker.graphqlserver.rest.journal;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.journal.JournalBounds;
import org.stellarticker.db.journal.JournalQuery;
import org.stellarticker.db.journal.JournalStore;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.journal.NewEntry;
import org.stellarticker.db.journal.StoredEntry;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v1/journal}: what crawlers add. */
public final class JournalRoutes {

    private static final String PATH = "/api/v1/journal";

    /** As much as nginx lets through there. */
    private static final int BODY_BYTES = 1 << 20;

    private static final FairTurns.Bounds TURNS = new FairTurns.Bounds(2, 100, 20, Duration.ofSeconds(10));

    private static final RowForm<StoredEntry> ENTRY = new RowForm.Builder<StoredEntry>()
            .text("id", entry -> entry.entry().clientId())
            .text("account", StoredEntry::account)
            .text("type", entry -> entry.entry().type())
            .texts("tags", entry -> entry.entry().tags())
            .time("time", entry -> entry.entry().at())
            .time("received_at", StoredEntry::receivedAt)
            .time("expires_at", entry -> entry.entry().expiresAt())
            .build();

    private final AccountDatabase database;
    private final Callers callers;
    private final Clock clock;
    private final EntryParameters parameters;
    private final JournalRoom room;
    private final JournalStore store = new JournalStore();
    private final RequestLimits limits =
            new RequestLimits(BODY_BYTES, Duration.ofSeconds(10), Optional.of(new FairTurns("journal", TURNS)));

    public JournalRoutes(AccountDatabase database, Callers callers, JournalTypes types, Clock clock) {
        this(database, callers, types, JournalBounds.USUAL, clock);
    }

    JournalRoutes(AccountDatabase database, Callers callers, JournalTypes types, JournalBounds bounds, Clock clock) {
        this.database = database;
        this.callers = callers;
        this.clock = clock;
        this.parameters = new EntryParameters(types, clock);
        this.room = new JournalRoom(types, bounds, clock);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH, unlessAway(this::list)).within(limits))
                .add(Route.post(PATH, unlessAway(this::add)).within(limits));
    }

    private Reply add(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.CRAWL_WRITE);
        List<NewEntry> entries = request.readBody(parameters::entries);
        int stored = database.change(tx -> {
            room.check(tx, caller.accountId(), entries);
            return store.add(tx, caller.accountId(), entries, clock.instant());
        });
        return reply(json -> {
            json.writeStartObject();
            json.writeNumberField("stored", stored);
            json.writeNumberField("known", entries.size() - stored);
            json.writeEndObject();
        });
    }

    private Reply list(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.CRAWL_READ);
        JournalQuery query = request.read(parameters::query);
        List<StoredEntry> entries = database.transaction(tx -> store.list(tx, query, clock.instant()));
        Optional<String> next = entries.size() < query.limit()
                ? Optional.empty()
                : Optional.of(String.valueOf(entries.getLast().id()));
        return reply(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (StoredEntry entry : entries) {
                write(json, entry);
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", next);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, StoredEntry entry) throws IOException {
        json.writeStartObject();
        ENTRY.writeMembers(json, entry);
        json.writeFieldName("body");
        json.writeRawValue(entry.entry().body());
        json.writeEndObject();
    }

    private static Reply reply(Json.Value value) {
        return Reply.json(200, ByteBuffer.wrap(Json.write(value))).notCached();
    }
}
