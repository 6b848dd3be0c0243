package org.stellarticker.db.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.TestDatabase;

class BackfillStoreIT {

    private static final Instant LOWER = Instant.parse("2026-02-21T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final BackfillStore backfills = new BackfillStore();

    @Test
    void aBackfillGoesOnWhereItsLastPageWasCommitted() {
        assertThat(open()).isEmpty();
        var upper = new PagingToken("900-0");

        var begun = db.database().<Backfill>transaction(tx -> backfills.begin(tx, upper, LOWER));
        assertThat(begun.next()).isEqualTo(upper);
        assertThat(begun.reached()).isEmpty();
        assertThat(open()).contains(begun);

        db.database().commit(tx -> backfills.advance(tx, begun, new PagingToken("800-2"), NOW, 200));
        db.database().commit(tx -> backfills.advance(tx, begun, new PagingToken("700-0"), NOW.minusSeconds(60), 5));

        var reached = open().orElseThrow();
        assertThat(reached)
                .isEqualTo(new Backfill(
                        begun.id(),
                        upper,
                        new PagingToken("700-0"),
                        LOWER,
                        Optional.of(NOW.minusSeconds(60)),
                        205,
                        begun.startedAt(),
                        Optional.empty()));

        db.database().commit(tx -> backfills.complete(tx, reached, NOW));
        assertThat(open()).isEmpty();
        assertThat(db.database().<Optional<Backfill>>snapshot(backfills::latest))
                .hasValueSatisfying(last -> assertThat(last.completedAt()).contains(NOW));
    }

    @Test
    void aCursorIsTheLastOneSavedOfItsStream() {
        var cursors = new CursorStore();
        db.database().commit(tx -> {
            cursors.save(tx, new Cursor("trades", new PagingToken("1-0")));
            cursors.save(tx, new Cursor("others", new PagingToken("9-0")));
            cursors.save(tx, new Cursor("trades", new PagingToken("2-0")));
        });

        assertThat(db.database().<Optional<Cursor>>snapshot(tx -> cursors.find(tx, "trades")))
                .contains(new Cursor("trades", new PagingToken("2-0")));
        assertThat(db.database().<Optional<Cursor>>snapshot(tx -> cursors.find(tx, "none")))
                .isEmpty();
    }

    private Optional<Backfill> open() {
        return db.database().snapshot(backfills::open);
    }
}
