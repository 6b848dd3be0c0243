package org.stellarticker.ingester;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.db.Database;
import org.stellarticker.db.trade.AcknowledgementStore;
import org.stellarticker.db.trade.AcknowledgementStore.Counts;
import org.stellarticker.db.trade.AcknowledgementStore.Rejected;
import org.stellarticker.ingester.RejectedCommand.Request;

/** Answers an operator about rejected records, in lines of text. */
final class RejectedDesk {

    private static final int MOST_LISTED = 100;

    /** A reason may hold text that a server sent. */
    private static final int LONGEST_REASON = 160;

    private final Database database;
    private final Clock clock;
    private final AcknowledgementStore store = new AcknowledgementStore();

    RejectedDesk(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Answers a request in lines of text.
     *
     * @throws IllegalArgumentException naming the unknown IDs; no record is acknowledged then
     */
    List<String> answer(Request request) {
        return switch (request) {
            case Request.ListOpen() -> list();
            case Request.Show(long id) ->
                show(database.snapshot(tx -> store.find(tx, id)).orElseThrow(() -> unknown(List.of(id))));
            case Request.Acknowledge(List<Long> ids) -> acknowledge(ids);
        };
    }

    private List<String> list() {
        var lines = new ArrayList<String>();
        Counts counts = database.snapshot(tx -> {
            store.listOpen(tx, MOST_LISTED).forEach(record -> lines.add(line(record)));
            return store.count(tx);
        });
        if (counts.open() > lines.size()) {
            lines.add("and " + (counts.open() - lines.size()) + " older");
        }
        lines.add(counts.open() + " rejected, " + counts.acknowledged() + " acknowledged");
        return lines;
    }

    private static String line(Rejected record) {
        String reason = oneLine(record.reason());
        return String.join(
                "  ",
                String.valueOf(record.id()),
                record.rejectedAt().toString(),
                record.token().map(RejectedDesk::oneLine).orElse("-"),
                reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
    }

    private static List<String> show(Rejected record) {
        return List.of(
                "id            " + record.id(),
                "rejected_at   " + record.rejectedAt(),
                "acknowledged  "
                        + record.acknowledgedAt().map(Instant::toString).orElse("no"),
                "audit_hour    " + record.hour().map(Instant::toString).orElse("-"),
                "paging_token  " + record.token().map(RejectedDesk::oneLine).orElse("-"),
                "source        " + record.source().word(),
                "reason        " + oneLine(record.reason()),
                "record        " + oneLine(record.body()));
    }

    private List<String> acknowledge(List<Long> ids) {
        return database.transaction(tx -> {
            List<Long> missing = ids.stream()
                    .filter(id -> !store.acknowledge(tx, id, clock.instant()))
                    .toList();
            if (!missing.isEmpty()) {
                throw unknown(missing);
            }
            return List.of(ids.stream().distinct().count() + " acknowledged, "
                    + store.count(tx).open() + " left");
        });
    }

    private static IllegalArgumentException unknown(List<Long> ids) {
        return new IllegalArgumentException("ID: expected a record that is rejected, found none of "
                + String.join(", ", ids.stream().map(String::valueOf).toList())
                + "; rejected list shows those there are");
    }

    /** Removes control characters, since a terminal shows text that a server sent. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
    }
}
