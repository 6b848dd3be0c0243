package org.stellarticker.db.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class AuditWindowStoreIT {

    private static final TradePair PAIR = new TradePair(XLM, USD);
    private static final Instant NOW = NOON.plus(Duration.ofHours(9));
    private static final Instant SOON = NOW.plusSeconds(60);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final AuditWindowStore windows = new AuditWindowStore();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    private static Instant hour(int n) {
        return NOON.plus(Duration.ofHours(n));
    }

    private List<AuditWindow> decide(int from, int boundary, int to) {
        return db.database()
                .transaction(tx -> windows.decide(tx, new ReadSpan(hour(from), hour(boundary), hour(to)), NOW));
    }

    private void add(HourObservation page) {
        db.database().commit(tx -> windows.add(tx, page));
    }

    private List<String> states() {
        return db.database().snapshot(tx -> windows.list(tx, hour(0), hour(24))).stream()
                .map(window -> window.hour() + " " + window.state().word())
                .toList();
    }

    private boolean audited(int from, int to) {
        return db.database().snapshot(tx -> windows.isAudited(tx, hour(from), hour(to)));
    }

    private boolean marketAudited(int from, int to) {
        return db.database().snapshot(tx -> windows.isAudited(tx, PAIR, hour(from), hour(to)));
    }

    @Test
    void hoursAreContinuousAndOnlyThoseReadWholeAreDecided() {
        db.database()
                .commit(tx -> new TradeStore(db.database())
                        .insert(tx, List.of(aTrade(1, 0, NOON), aTrade(2, 0, NOON.plusSeconds(5))), TradeSource.PAGE));
        add(new HourObservation(hour(2), 5, 0, 0, ""));
        add(new HourObservation(hour(2), 7, 1, 0, ""));
        add(new HourObservation(hour(3), 1, 0, 1, "this"));
        add(new HourObservation(hour(3), 1, 1, 1, "that"));
        add(new HourObservation(hour(4), 9, 0, 0, ""));

        assertThat(decide(0, 1, 4))
                .extracting(AuditWindow::hour, AuditWindow::state, AuditWindow::tradesRead, AuditWindow::reason)
                .containsExactlyInAnyOrder(
                        tuple(hour(0), AuditState.AGREED, 2L, ""),
                        tuple(hour(1), AuditState.AGREED, 0L, ""),
                        tuple(hour(2), AuditState.REPAIRED, 12L, ""),
                        tuple(hour(3), AuditState.DISAGREED, 2L, "this"));
        assertThat(decide(0, 1, 4)).isEmpty();
        assertThat(states()).hasSize(5).endsWith(hour(4) + " pending");
        Map<AuditState, Long> counts = db.database().snapshot(windows::countStates);
        assertThat(counts)
                .isEqualTo(Map.of(
                        AuditState.AGREED, 2L,
                        AuditState.REPAIRED, 1L,
                        AuditState.DISAGREED, 1L,
                        AuditState.PENDING, 1L));
        assertThat(audited(0, 2)).isTrue();
        assertThat(audited(0, 3)).isFalse();
        assertThat(audited(-1, 2)).as("a time that was never read").isFalse();
        assertThat(db.database().<Optional<AuditWindow>>snapshot(windows::findDisagreed))
                .map(AuditWindow::hour)
                .contains(hour(3));
    }

    @Test
    void anHourThatMeetsAGapIsNotDecidedBeforeTheGapIsFilled() {
        db.execute("""
                insert into gap (starts_at, ends_at, reason)
                values ('2026-03-01T13:59:00Z', '2026-03-01T14:00:01Z', 'gone')
                """);
        decide(0, 0, 4);
        assertThat(states())
                .containsExactly(hour(0) + " agreed", hour(1) + " pending", hour(2) + " pending", hour(3) + " agreed");

        db.execute("update gap set closed_at = now()");
        decide(0, 0, 4);
        assertThat(states()).allMatch(state -> state.endsWith("agreed"));
    }

    @Test
    void anHourIsAsItsLastFetchSays() {
        add(new HourObservation(hour(0), 5, 2, 1, "this"));
        decide(0, 0, 1);
        assertThat(states()).containsExactly(hour(0) + " disagreed");

        db.database().commit(tx -> windows.decideAgain(tx, new HourObservation(hour(0), 6, 1, 0, ""), SOON));
        assertThat(states()).containsExactly(hour(0) + " repaired");

        db.database().commit(tx -> windows.decideAgain(tx, new HourObservation(hour(0), 6, 0, 0, ""), SOON));
        assertThat(db.database().<List<AuditWindow>>snapshot(tx -> windows.list(tx, hour(0), hour(1))))
                .singleElement()
                .satisfies(window -> {
                    assertThat(window.state()).isEqualTo(AuditState.AGREED);
                    assertThat(window.tradesRead()).isEqualTo(6);
                    assertThat(window.tradesRepaired()).isEqualTo(3);
                    assertThat(window.reason()).isEmpty();
                    assertThat(window.evidence()).containsExactly("pages");
                });
    }

    @Test
    void aMarketsHourIsAsItsOwnRowSaysElseAsItsHour() {
        db.database()
                .commit(tx -> new TradeStore(db.database()).insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.PAGE));
        decide(0, 0, 2);
        assertThat(marketAudited(0, 2)).isTrue();

        db.execute("""
                insert into audit_market_window (hour, trade_pair_id, state, reason, checked_at)
                select '2026-03-01T13:00:00Z', trade_pair_id, 'disagreed', '3 trades, Horizon 4', now()
                from trade_pair
                """);

        assertThat(marketAudited(0, 1)).isTrue();
        assertThat(marketAudited(0, 2)).isFalse();
        assertThat(audited(0, 2)).as("of all markets one does not agree").isFalse();
        assertThat(db.database().<List<AuditWindow>>snapshot(tx -> windows.list(tx, PAIR, hour(0), hour(2))))
                .extracting(AuditWindow::reason)
                .containsExactly("", "3 trades, Horizon 4");
    }

    @Test
    void hoursThatAreKeptNoLongerGoWithTheirMarkets() {
        db.database()
                .commit(tx -> new TradeStore(db.database()).insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.PAGE));
        decide(0, 0, 5);
        db.execute("""
                insert into audit_market_window (hour, trade_pair_id, state, checked_at)
                select hour, trade_pair_id, 'agreed', now()
                from trade_pair, (values (timestamptz '2026-03-01T12:00:00Z'), ('2026-03-01T16:00:00Z')) as hours (hour)
                """);

        assertThat(db.database().<Integer>transaction(tx -> windows.deleteBefore(tx, hour(3))))
                .isEqualTo(4);

        assertThat(states()).containsExactly(hour(3) + " agreed", hour(4) + " agreed");
        assertThat(db.rows("select count(*) from audit_market_window")).containsExactly("1");
    }
}
