package org.stellarticker.db.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
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

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void aBackfillGoesOnWhereItsLastPageWasCommitted() {
        assertThat(open()).isEmpty();
        var upper = new PagingToken("900-0");

        db.database().commit(tx -> backfills.begin(tx, upper, LOWER));
        var begun = open().orElseThrow();
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
                        Optional.empty(),
                        LOWER,
                        Optional.of(NOW.minusSeconds(60)),
                        205,
                        begun.startedAt(),
                        Optional.empty()));

        db.database().commit(tx -> backfills.complete(tx, reached, NOW));
        assertThat(open()).isEmpty();
        assertThat(db.database().<List<Backfill>>snapshot(backfills::list))
                .singleElement()
                .satisfies(last -> assertThat(last.completedAt()).contains(NOW));
    }

    @Test
    void severalAreWorkedInTheirOrder() {
        db.database().commit(tx -> {
            backfills.begin(tx, new PagingToken("900-0"), LOWER);
            backfills.begin(tx, new PagingToken("800-0"), Optional.of(NOW), LOWER);
        });

        var first = open().orElseThrow();
        assertThat(first.upperTime()).isEmpty();
        db.database().commit(tx -> backfills.complete(tx, first, NOW));

        assertThat(open())
                .hasValueSatisfying(next -> assertThat(next.upperTime()).contains(NOW));
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
