package org.stellarticker.db.coverage;

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
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;

class CoverageStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final GapStore gaps = new GapStore();
    private final BackfillStore backfills = new BackfillStore();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void beforeTheFirstTradesNothingIsComplete() {
        assertThat(coverage(day(1), day(2)))
                .isEqualTo(new Coverage(false, Optional.empty(), Optional.empty(), List.of(), false));
    }

    @Test
    void whatLiesBetweenBackfillAndLiveIsCompleteExceptForGaps() {
        liveUpTo(day(20));
        backfill(day(10), Optional.empty());
        reached(day(15));

        assertThat(coverage(day(15), day(20)))
                .isEqualTo(new Coverage(true, Optional.of(day(15)), Optional.of(day(20)), List.of(), false));
        assertThat(coverage(day(14), day(20)).complete()).isFalse();
        assertThat(coverage(day(15), day(20).plusSeconds(1)).complete()).isFalse();

        complete();
        assertThat(coverage(day(10), day(20)).complete()).isTrue();

        open(day(12), day(13));
        assertThat(coverage(day(10), day(12)).complete()).as("up to the gap").isTrue();
        assertThat(coverage(day(13), day(20)).complete()).as("from its end").isTrue();
        assertThat(coverage(day(10), day(20)))
                .isEqualTo(new Coverage(
                        false,
                        Optional.of(day(10)),
                        Optional.of(day(20)),
                        List.of(new Gap(day(12), day(13), "gone")),
                        false));
    }

    @Test
    void itIsAuditedWhereEachHourAgrees() {
        liveUpTo(day(20));
        db.execute("""
                insert into audit_window (hour, state)
                select hour, case when hour = '2026-03-11T00:00:00Z' then 'repaired' else 'agreed' end
                from generate_series(timestamptz '2026-03-10T00:00:00Z', '2026-03-12T00:00:00Z', '1 hour') as hour
                """.replace("2026-03-1", prefix()));

        assertThat(coverage(day(10), day(11)).audited()).isTrue();
        assertThat(coverage(day(10), day(11).plusSeconds(1)).audited()).isFalse();
        assertThat(coverage(day(11).plusSeconds(3600), day(12)).audited()).isTrue();
        assertThat(coverage(day(9), day(11)).audited()).isFalse();
    }

    /** The year, the month and the first digit of the tenth day. */
    private static String prefix() {
        return day(10).toString().substring(0, 9);
    }

    @Test
    void whatWasAskedForByHandCountsWhereItJoins() {
        liveUpTo(day(20));
        backfill(day(10), Optional.empty());
        complete();
        backfill(day(2), Optional.of(day(5)));
        complete();
        assertThat(coverage(day(2), day(20)).completeFrom()).contains(day(10));

        backfill(day(6), Optional.of(day(12)));
        complete();

        assertThat(coverage(day(6), day(20)).complete()).isTrue();
    }

    @Test
    void aGapIsOneHoweverOftenItIsFound() {
        assertThat(open(day(2), day(3))).isTrue();
        assertThat(open(day(2), day(5))).isFalse();
        assertThat(open(day(2), day(4))).isFalse();

        assertThat(openGaps()).containsExactly(new Gap(day(2), day(5), "gone"));
    }

    /** One found from an earlier time on may hold another. */
    @Test
    void gapsThatOverlapAreClosedTogether() {
        open(day(1), day(4));
        open(day(2), day(4));
        assertThat(close(day(1), day(2))).isEmpty();
        assertThat(openGaps()).containsExactly(new Gap(day(2), day(4), "gone"));

        open(day(1), day(9));
        assertThat(close(day(3), day(5))).isEmpty();
        assertThat(openGaps())
                .containsExactly(
                        new Gap(day(1), day(3), "gone"),
                        new Gap(day(2), day(3), "gone"),
                        new Gap(day(5), day(9), "gone"));

        assertThat(close(day(1), day(9))).hasSize(3);
        assertThat(openGaps()).isEmpty();
    }

    @Test
    void whatIsFetchedLaterClosesGapsAsFarAsItReaches() {
        open(day(1), day(3));
        open(day(4), day(5));
        open(day(6), day(9));
        open(day(10), day(20));

        assertThat(close(day(2), day(7))).containsExactly(new Gap(day(4), day(5), "gone"));
        assertThat(openGaps())
                .containsExactly(
                        new Gap(day(1), day(2), "gone"),
                        new Gap(day(7), day(9), "gone"),
                        new Gap(day(10), day(20), "gone"));

        assertThat(close(day(12), day(13))).isEmpty();
        assertThat(openGaps()).endsWith(new Gap(day(10), day(12), "gone"), new Gap(day(13), day(20), "gone"));
        assertThat(close(day(1), day(30))).hasSize(4);
        assertThat(openGaps()).isEmpty();
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-%02dT00:00:00Z".formatted(day));
    }

    private void liveUpTo(Instant time) {
        db.execute("insert into ledger (sequence, closed_at) values (900, '" + time + "')");
        db.database()
                .commit(tx -> new CursorStore().save(tx, new Cursor("trades", new PagingToken((901L << 32) + "-0"))));
    }

    private void backfill(Instant lower, Optional<Instant> upper) {
        db.database().commit(tx -> backfills.begin(tx, new PagingToken("900-0"), upper, lower));
    }

    private void reached(Instant time) {
        Backfill open =
                db.database().<Optional<Backfill>>snapshot(backfills::open).orElseThrow();
        db.database().commit(tx -> backfills.advance(tx, open, new PagingToken("800-0"), time, 1));
    }

    private void complete() {
        Backfill open =
                db.database().<Optional<Backfill>>snapshot(backfills::open).orElseThrow();
        db.database().commit(tx -> backfills.complete(tx, open, day(28)));
    }

    private boolean open(Instant from, Instant to) {
        return db.database().transaction(tx -> gaps.open(tx, new Gap(from, to, "gone")));
    }

    private List<Gap> close(Instant from, Instant to) {
        return db.database().transaction(tx -> gaps.close(tx, from, to, day(28)));
    }

    private List<Gap> openGaps() {
        return db.database().snapshot(tx -> gaps.listOpen(tx, day(1), day(28)));
    }

    private Coverage coverage(Instant from, Instant to) {
        return db.database().snapshot(tx -> new CoverageStore().of(tx, from, to));
    }
}
