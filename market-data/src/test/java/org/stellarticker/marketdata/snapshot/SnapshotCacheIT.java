package org.stellarticker.marketdata.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.marketdata.legacy.MarketFilter;

class SnapshotCacheIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Set<SnapshotPart> ASSETS = Set.of(SnapshotPart.Directory.ASSETS);

    private final TestClock clock = new TestClock(NOON);
    private final AtomicInteger reads = new AtomicInteger();
    private final SnapshotCache snapshots = new SnapshotCache(new CountingReader(), clock);

    @Test
    void whoAsksForTheSameWithinASecondSharesASnapshot() {
        Snapshot first = snapshots.read(ASSETS);
        clock.set(NOON.plusMillis(999));
        assertThat(snapshots.read(ASSETS)).isSameAs(first);
        assertThat(reads).hasValue(1);

        clock.set(NOON.plusMillis(1000));
        assertThat(snapshots.read(ASSETS)).isNotSameAs(first);
        assertThat(reads).hasValue(2);
    }

    @Test
    void allPartsAreReadAsOfOneInstant() {
        Snapshot all = snapshots.read(Set.of(
                SnapshotPart.Directory.ASSETS,
                SnapshotPart.Directory.ISSUERS,
                new SnapshotPart.AssetStatus(USD),
                new SnapshotPart.Window(24),
                new SnapshotPart.Window(7),
                new SnapshotPart.Markets(7)));

        assertThat(reads).hasValue(1);
        assertThat(all.assets()).hasSize(1);
        assertThat(all.issuers()).hasSize(1);
        assertThat(all.assetStatus(USD)).isEmpty();
        assertThat(all.window(24).markets(MarketFilter.ALL)).isEmpty();
        assertThat(all.markets(7)).isEmpty();
        assertThat(all.window(7).aggregated(MarketFilter.ALL)).isEmpty();
    }

    @Test
    void aPartThatWasNotAskedForIsAFault() {
        Snapshot assets = snapshots.read(ASSETS);

        assertThatThrownBy(() -> assets.window(24))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("snapshot: expected one read with window of 24 hours, found one without");
        assertThatThrownBy(assets::issuers).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assets.assetStatus(USD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAFaceMakesOfASnapshotIsMadeOnce() {
        record Count(int assets) {}
        var made = new ArrayList<Count>();
        Snapshot snapshot = snapshots.read(ASSETS);

        for (int i = 0; i < 3; i++) {
            snapshot.view(Count.class, of -> {
                var count = new Count(of.assets().size());
                made.add(count);
                return count;
            });
        }

        assertThat(made).isEqualTo(List.of(new Count(1)));
    }

    private final class CountingReader implements SnapshotReader {
        @Override
        public <T> T read(Database.Work<T> work) {
            reads.incrementAndGet();
            return db.database().snapshot(work);
        }
    }
}
