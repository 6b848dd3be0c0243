package org.stellarticker.ingester.horizon.read.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.Records;

/** One record never moves more than itself. Ledger 1,000 is the newest, and each has one trade. */
class PositionsTest {

    private static final long FAR = 1_000_000;

    private static TradeId at(long ledger) {
        return Records.id(ledger, 1);
    }

    private static PagingToken token(long ledger) {
        return at(ledger).token();
    }

    private static TradeBatch page(PositionOrder order, long from, List<String> records) {
        var bounds = new PositionBounds(at(from), order, new LedgerSequence(1_000));
        return new Positions(records.stream().map(PositionsTest::record).toList(), bounds).page(null, true);
    }

    private static TradeRecord record(String text) {
        return TradePage.readRecord(RecordBody.of(text), new CloseTimes(Clock.systemUTC()));
    }

    private static List<String> ledgers(long from, long to) {
        var records = new ArrayList<>(LongStream.rangeClosed(Math.min(from, to), Math.max(from, to))
                .mapToObj(ledger -> Records.trade(ledger, 1))
                .toList());
        if (from > to) {
            Collections.reverse(records);
        }
        return records;
    }

    /** The trade of a ledger under another one's token. */
    private static String lying(long ledger, long as) {
        return Records.trade(ledger, 1).replace(at(ledger).toString(), at(as).toString());
    }

    private static String unreadable(long ledger, long as) {
        return lying(ledger, as).replace("\"2.5000000\"", "\"x\"");
    }

    private static List<TradeId> ids(long from, long to) {
        var ids = new ArrayList<TradeId>();
        for (long ledger = from; from <= to ? ledger <= to : ledger >= to; ledger += from <= to ? 1 : -1) {
            ids.add(at(ledger));
        }
        return ids;
    }

    private static void assertOneIsOut(TradeBatch batch, String claimed) {
        assertThat(batch.unreadable()).singleElement().satisfies(record -> {
            assertThat(record.token()).isEmpty();
            assertThat(record.reason())
                    .contains("paging_token: expected a position")
                    .contains(claimed);
        });
    }

    @Test
    void aRecordFarAheadAtTheEndOfAPageMovesNothing() {
        for (String liar : List.of(unreadable(503, 503 + FAR), lying(503, 503 + FAR))) {
            var records = ledgers(501, 502);
            records.add(liar);

            var batch = page(PositionOrder.ASCENDING, 500, records);

            assertThat(batch.trades()).extracting(Trade::id).isEqualTo(ids(501, 502));
            assertThat(batch.seen()).isEqualTo(token(502));
            assertOneIsOut(batch, "found " + token(503 + FAR));
        }
    }

    @Test
    void aRecordThatIsAloneMovesNothing() {
        var batch = page(PositionOrder.ASCENDING, 500, List.of(unreadable(501, 501 + FAR)));

        assertThat(batch.upTo()).isEqualTo(token(500));
        assertThat(batch.seen()).isEqualTo(token(500));
        assertOneIsOut(batch, "in ledger 1000 at most");
    }

    @Test
    void aRecordAheadWithinTheNewestLedgerIsFoundOutByThoseBehindIt() {
        for (int at = 0; at < 5; at++) {
            var records = ledgers(501, 505);
            records.set(at, unreadable(501 + at, 900));
            records.addAll(ledgers(506, 510));

            var batch = page(PositionOrder.ASCENDING, 500, records);

            assertThat(batch.trades()).hasSize(9);
            assertThat(batch.upTo()).isEqualTo(token(509));
            assertOneIsOut(batch, token(900).value());
        }
    }

    @Test
    void theLastRecordOfAFullPageIsLeftToTheNextOne() {
        for (String last : List.of(Records.trade(700, 1), lying(700, 999), unreadable(700, 999))) {
            var records = ledgers(501, 699);
            records.add(last);

            var batch = page(PositionOrder.ASCENDING, 500, records);

            assertThat(batch.trades()).extracting(Trade::id).isEqualTo(ids(501, 699));
            assertThat(batch.unreadable()).isEmpty();
            assertThat(batch.upTo()).isEqualTo(token(699));
        }
    }

    @Test
    void theLastRecordOfAFullPageThatLiesBehindMovesNothingOn() {
        var records = ledgers(501, 699);
        records.add(lying(700, 502));

        var batch = page(PositionOrder.ASCENDING, 500, records);

        assertThat(batch.upTo()).isEqualTo(token(698));
        assertThat(batch.trades()).extracting(Trade::id).isEqualTo(ids(501, 698));
    }

    @Test
    void onTheWayDownARecordFarBelowEndsNothing() {
        var records = ledgers(699, 501);
        records.add(lying(500, 3));

        var full = page(PositionOrder.DESCENDING, 700, records);

        assertThat(full.upTo()).isEqualTo(token(501));
        assertThat(full.trades()).extracting(Trade::id).isEqualTo(ids(699, 501));

        var next = ledgers(499, 490);
        next.addFirst(unreadable(500, 3));
        var batch = page(PositionOrder.DESCENDING, 501, next);

        assertThat(batch.upTo()).isEqualTo(token(491));
        assertThat(batch.trades()).extracting(Trade::id).isEqualTo(ids(499, 490));
        assertOneIsOut(batch, "before " + token(501));
    }

    @Test
    void aRecordBehindTheCursorIsOutOfBounds() {
        var records = ledgers(501, 510);
        records.set(4, unreadable(505, 400));

        var batch = page(PositionOrder.ASCENDING, 500, records);

        assertThat(batch.trades()).hasSize(9);
        assertOneIsOut(batch, "after " + token(500));
    }

    @Test
    void aRecordThatCannotBeReadAndStandsInOrderKeepsItsPosition() {
        var records = ledgers(501, 510);
        records.set(4, unreadable(505, 505));

        var batch = page(PositionOrder.ASCENDING, 500, records);

        assertThat(batch.unreadable())
                .singleElement()
                .satisfies(record -> assertThat(record.token()).contains(token(505)));
    }

    /** One of the two is wrong, and only the source knows which: neither is lost. */
    @Test
    void twoNeighboursInTheWrongOrderAreBothTaken() {
        var records = ledgers(501, 510);
        Collections.swap(records, 4, 5);

        var batch = page(PositionOrder.ASCENDING, 500, records);

        assertThat(batch.unreadable()).isEmpty();
        assertThat(batch.trades()).hasSize(10);
        assertThat(batch.upTo()).isEqualTo(token(509));
    }

    @Test
    void anEventMovesAStreamWhenALaterOneStandsBehindIt() {
        var stream = new StreamPositions(at(500));

        assertThat(events(stream, Records.trade(501, 1)).upTo()).isEqualTo(token(500));
        assertThat(events(stream, Records.trade(502, 1)).upTo()).isEqualTo(token(501));
        assertThat(events(stream, unreadable(503, 990)).upTo()).isEqualTo(token(502));
        var next = events(stream, Records.trade(504, 1));
        assertThat(next.upTo()).isEqualTo(token(502));
        assertThat(next.seen()).isEqualTo(token(504));
        assertThat(next.trades()).hasSize(1);
    }

    @Test
    void anEventFarAheadMovesNoStream() {
        var stream = new StreamPositions(at(500));
        events(stream, Records.trade(501, 1));

        var liar = events(stream, unreadable(502, 502 + FAR));

        assertThat(liar.seen()).isEqualTo(token(501));
        assertOneIsOut(liar, token(502 + FAR).value());
        assertThat(events(stream, Records.trade(503, 1)).upTo()).isEqualTo(token(501));
    }

    @Test
    void aStreamMayRepeatItselfAndSendTwoInTheWrongOrder() {
        var stream = new StreamPositions(at(500));
        var batch = events(
                stream,
                Records.trade(501, 1),
                Records.trade(503, 1),
                Records.trade(502, 1),
                Records.trade(502, 1),
                Records.trade(504, 1));
        assertThat(batch.unreadable()).isEmpty();
        assertThat(batch.trades()).hasSize(5);
        assertThat(batch.upTo()).isEqualTo(token(502));

        var repeated = events(stream, Records.trade(501, 1), Records.trade(505, 1));
        assertThat(repeated.unreadable()).isEmpty();
        assertThat(repeated.upTo()).isEqualTo(token(504));
    }

    private static TradeBatch events(StreamPositions stream, String... records) {
        return stream.batch(List.of(records).stream().map(PositionsTest::record).toList(), new LedgerSequence(1_000));
    }
}
