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
import org.stellarticker.marketdata.AnswerRefused;
import org.stellarticker.marketdata.legacy.MarketFilter;
import org.stellarticker.marketdata.part.AssetStatusPart;
import org.stellarticker.marketdata.part.IssuersPart;
import org.stellarticker.marketdata.part.LegacyWindowPart;
import org.stellarticker.marketdata.part.MarketListPart;
import org.stellarticker.marketdata.part.ValidAssetsPart;

class SnapshotCacheIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Set<SnapshotPart<?>> ASSETS = Set.of(new ValidAssetsPart());

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
                new ValidAssetsPart(),
                new IssuersPart(),
                new AssetStatusPart(USD),
                new LegacyWindowPart(24),
                new LegacyWindowPart(7),
                new MarketListPart(7)));

        assertThat(reads).hasValue(1);
        assertThat(all.get(new ValidAssetsPart())).hasSize(1);
        assertThat(all.get(new IssuersPart())).hasSize(1);
        assertThat(all.get(new AssetStatusPart(USD))).isEmpty();
        assertThat(all.get(new LegacyWindowPart(24)).markets(MarketFilter.ALL)).isEmpty();
        assertThat(all.get(new MarketListPart(7))).isEmpty();
        assertThat(all.get(new LegacyWindowPart(7)).aggregated(MarketFilter.ALL))
                .isEmpty();
    }

    @Test
    void aPartThatWasNotAskedForIsAFault() {
        Snapshot assets = snapshots.read(ASSETS);

        assertThatThrownBy(() -> assets.get(new LegacyWindowPart(24)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("snapshot: expected one read with LegacyWindowPart[hours=24], found one without");
        assertThatThrownBy(() -> assets.get(new IssuersPart())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assets.get(new AssetStatusPart(USD))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAFaceMakesOfASnapshotIsMadeOnce() {
        record Count(int assets) {}
        var made = new ArrayList<Count>();
        Snapshot snapshot = snapshots.read(ASSETS);

        for (int i = 0; i < 3; i++) {
            snapshot.view(Count.class, of -> {
                var count = new Count(of.get(new ValidAssetsPart()).size());
                made.add(count);
                return count;
            });
        }

        assertThat(made).isEqualTo(List.of(new Count(1)));
    }

    @Test
    void aPartWithoutAnExactAnswerLeavesTheOthersTheirs() {
        record Refused() implements SnapshotPart<String> {
            @Override
            public String read(SnapshotRead in) {
                throw new NoAnswer();
            }
        }
        Snapshot snapshot = snapshots.read(Set.of(new ValidAssetsPart(), new Refused()));

        assertThat(snapshot.get(new ValidAssetsPart())).hasSize(1);
        assertThatThrownBy(() -> snapshot.get(new Refused())).isInstanceOf(NoAnswer.class);
    }

    private static final class NoAnswer extends AnswerRefused {

        private static final long serialVersionUID = 1;

        NoAnswer() {
            super("there is none");
        }
    }

    @Test
    void aFreshPartIsSharedWithNobody() {
        for (int i = 0; i < 3; i++) {
            assertThat(snapshots.fresh(new ValidAssetsPart())).hasSize(1);
        }

        assertThat(reads).hasValue(3);
    }

    private final class CountingReader implements SnapshotReader {
        @Override
        public <T> T read(Database.Work<T> work) {
            reads.incrementAndGet();
            return db.database().snapshot(work);
        }
    }
}
