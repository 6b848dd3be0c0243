package org.stellarticker.db.candle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.DirtyMinutes.DirtyMinute;

class CandleChangeStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final CandleChangeStore changes = new CandleChangeStore();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void aChangeNamesTheFirstAndLastMinuteOfEachMarket() {
        long before = position();
        append(minute(3, 5), minute(7, 0), minute(3, 1));

        assertThat(listAfter(before))
                .extracting(CandleChange::minutes)
                .containsExactly(Map.of(
                        3, new CandleChange.Minutes(NOON.plusSeconds(60), NOON.plusSeconds(300)),
                        7, new CandleChange.Minutes(NOON, NOON)));
        assertThat(listAfter(position())).isEmpty();
    }

    @Test
    void thePositionOutlivesOldChanges() {
        append(minute(3, 0));
        append(minute(3, 1));
        long newest = position();

        int deleted = db.database()
                .<Integer>transaction(tx -> changes.deleteBefore(tx, Instant.parse("2100-01-01T00:00:00Z"), 10));

        assertThat(deleted).isEqualTo(1);
        assertThat(position()).isEqualTo(newest);
        assertThat(db.database().snapshot(changes::oldest)).contains(newest);
    }

    private static DirtyMinute minute(int pairId, int afterNoon) {
        return new DirtyMinute(pairId, NOON.plusSeconds(60L * afterNoon).getEpochSecond() * 1_000_000, 1);
    }

    private void append(DirtyMinute... minutes) {
        db.database().commit(tx -> changes.append(tx, new DirtyMinutes(List.of(minutes))));
    }

    private long position() {
        return db.database().<Long>snapshot(changes::position);
    }

    private List<CandleChange> listAfter(long position) {
        return db.database().snapshot(tx -> changes.listAfter(tx, position, 10));
    }
}
