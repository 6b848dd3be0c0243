package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.coverage.Coverage;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;

class MarketCoverageIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final TradePair MARKET = TradePair.normalised(XLM, USD);
    private static final Instant COMPLETE_FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant COMPLETE_TO = Instant.parse("2026-03-11T00:00:00Z");
    private static final Gap GAP =
            new Gap(Instant.parse("2026-03-04T03:00:00Z"), Instant.parse("2026-03-04T05:30:00Z"), "gone");

    private final MarketCoverage coverage = new MarketCoverage();

    @BeforeAll
    static void store() {
        db.execute("insert into ledger (sequence, closed_at) values (900, '" + COMPLETE_TO + "')");
        db.database().commit(tx -> {
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken((901L << 32) + "-0")));
            new BackfillStore().begin(tx, new PagingToken("900-0"), Optional.empty(), COMPLETE_FROM);
            new GapStore().open(tx, GAP);
        });
        // Hours of the first seven days agree, but one; of another the market's own sums do not.
        db.execute("""
                update backfill set completed_at = now();
                insert into asset (type, code, issuer) values ('credit_alphanum4', 'USD', '%s');
                insert into trade_pair (base_asset_id, counter_asset_id)
                select base.asset_id, counter.asset_id
                from asset base, asset counter
                where base.type = 'native' and counter.code = 'USD';
                insert into audit_window (hour, state)
                select hour, case when hour = '2026-03-02T07:00:00Z' then 'repaired' else 'agreed' end
                from generate_series(timestamptz '2026-03-01T00:00:00Z', '2026-03-07T23:00:00Z', '1 hour') as hour;
                insert into audit_market_window (hour, trade_pair_id, state, checked_at)
                select '2026-03-03T09:00:00Z', trade_pair_id, 'disagreed', now()
                from trade_pair;
                """.formatted(USD.issuer()));
    }

    @Test
    void aWindowSaysHowFarItIsFetchedAndProven() {
        WindowCoverage week = over(MARKET, COMPLETE_FROM, COMPLETE_FROM.plus(Duration.ofDays(7)));

        assertThat(week.complete()).isFalse();
        assertThat(week.audited()).isFalse();
        assertThat(week.fetched().gaps()).containsExactly(GAP);
        assertThat(week.fetched().completeFrom()).contains(COMPLETE_FROM);
        assertThat(week.fetched().completeTo()).contains(COMPLETE_TO);
        assertThat(over(MARKET.turned(), week.from(), week.to())).isEqualTo(week);
    }

    @Test
    void eachPartIsAsTheStoreFindsItByItself() {
        Instant end = COMPLETE_TO.plus(Duration.ofDays(1));
        WindowCoverage whole = over(MARKET, COMPLETE_FROM.minus(Duration.ofDays(1)), end);
        var store = new CoverageStore();
        var random = new Random(5);
        for (int i = 0; i < 150; i++) {
            Instant from = whole.from().plus(Duration.ofMinutes(random.nextLong(12 * 24 * 60)));
            Instant to = from.plus(Duration.ofMinutes(1 + random.nextLong(30 * 60)));
            if (to.isAfter(end)) {
                continue;
            }

            Coverage itself = db.database().snapshot(tx -> store.of(tx, MARKET, from, to));

            assertThat(List.of(whole.complete(from, to), whole.audited(from, to)))
                    .as("from %s to %s", from, to)
                    .isEqualTo(List.of(itself.complete(), itself.audited()));
        }
    }

    @Test
    void aPartBeyondTheWindowIsAFault() {
        WindowCoverage day = over(MARKET, COMPLETE_FROM, COMPLETE_FROM.plus(Duration.ofDays(1)));

        assertThatThrownBy(() -> day.complete(day.from(), day.to().plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a part of 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z");
    }

    private WindowCoverage over(TradePair asked, Instant from, Instant to) {
        return db.database().snapshot(tx -> coverage.over(tx, asked, from, to));
    }
}
