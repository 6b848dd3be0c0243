package org.stellarticker.ingester.trade;

import static java.util.stream.IntStream.rangeClosed;
import static java.util.stream.LongStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.ingester.TestHorizon.answer;
import static org.stellarticker.ingester.TestHorizon.brokenOff;
import static org.stellarticker.ingester.TestHorizon.hanging;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.TestHorizon;

@Timeout(120)
class TradeFollowerIT {

    private static final Duration WEEK = Duration.ofDays(8);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon source = new TestHorizon();

    @BeforeEach
    void historyUpToLedger100() throws InterruptedException {
        database.clear();
        source.add(Records.trades(90, 100, 2));
        // The live/backfill boundary is then before ledger 101.
        source.quietFor(21);
        try (var first = ingester()) {
            first.initialize(WEEK);
        }
    }

    @AfterEach
    void close() {
        source.close();
    }

    private Ingesting ingester() {
        return ingester(List.of(source));
    }

    private static Ingesting ingester(List<TestHorizon> sources) {
        return new Ingesting(database, sources, clockFrom(Records.closeTime(101)));
    }

    /** A clock that runs, since streams are distinguished by how long they last. */
    private static Clock clockFrom(Instant now) {
        return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), now));
    }

    /** What ledgers 101 up to this one hold, so many trades each. */
    private static List<TradeId> live(long toLedger, int each) {
        return range(101, toLedger + 1)
                .boxed()
                .flatMap(ledger -> rangeClosed(1, each).mapToObj(operation -> Records.id(ledger, operation)))
                .toList();
    }

    private static void awaitStored(Ingesting ingester, List<TradeId> expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ingester.stored()).isEqualTo(expected));
    }

    @Test
    void theFirstStartSplitsHistorySomeLedgersBeforeTheNewest() {
        assertThat(database.rows("select stream, paging_token from stream_cursor"))
                .containsExactly("trades\t" + PagingToken.before(new LedgerSequence(101)));
        assertThat(database.rows("select upper_token, next_token, completed_at from backfill"))
                .containsExactly(PagingToken.before(new LedgerSequence(101)) + "\t"
                        + PagingToken.before(new LedgerSequence(101)) + "\tnull");
    }

    @Test
    void tradesAreStoredAsTheirLedgersClose() {
        try (var ingester = ingester()) {
            var progress = ingester.follow();
            await().until(() -> progress.report().state() == ProgramState.RUNNING);

            for (long ledger = 101; ledger <= 110; ledger++) {
                source.add(Records.trades(ledger, ledger, 7));
            }

            awaitStored(ingester, live(110, 7));
            assertThat(progress.report().lag()).isPresent();
        }
    }

    @Test
    void whatWasMissedIsPagedBeforeTheStreamIsOpened() {
        source.add(Records.trades(101, 149, 50));

        try (var ingester = ingester()) {
            ingester.follow();

            awaitStored(ingester, live(149, 50));
        }
        assertThat(source.requests().stream().filter(request -> request.startsWith("/trades")))
                .hasSize(15);
    }

    @Test
    void goodByeInTheMiddleOfALedgerLosesAndDoublesNothing() {
        source.streamsOf(3);
        try (var ingester = ingester()) {
            var progress = ingester.follow();
            await().until(() -> progress.report().state() == ProgramState.RUNNING);

            source.add(Records.trades(101, 120, 4));

            awaitStored(ingester, live(120, 4));
        }
        assertThat(source.requests().stream().filter(request -> request.startsWith("stream")))
                .hasSizeGreaterThanOrEqualTo(80 / 3);
    }

    @Test
    void goodByeIsNoFault() {
        source.streamsFor(Duration.ofMillis(1100));
        try (var ingester = ingester()) {
            ingester.follow();
            await().until(() -> streams() >= 3);

            source.add(Records.trades(101, 101, 4));

            awaitStored(ingester, live(101, 4));
            assertThat(ingester.errors()).isZero();
        }
    }

    /** A stream that sends one trade a minute while there are many would fall further and further behind. */
    @Test
    void whatAStreamReportsLateIsPaged() {
        source.streamsOf(1);
        try (var ingester = new Ingesting(database, List.of(source), clockFrom(Records.closeTime(1000)))) {
            ingester.follow();
            await().until(() -> streams() >= 1);
            source.add(Records.trades(101, 120, 4));

            awaitStored(ingester, live(120, 4));
            assertThat(streams()).isLessThan(20);
        }
    }

    /** Else a history that is kept for a day only would seem forgotten, though all of it was listened to. */
    @Test
    void theCursorOfAQuietMarketGoesOn() {
        source.quietFor(1021);
        try (var ingester = ingester()) {
            ingester.follow();

            await().until(() -> database.rows("select paging_token from stream_cursor")
                    .equals(List.of(PagingToken.before(new LedgerSequence(1101)).value())));

            source.quietFor(0);
            source.add(Records.trades(1110, 1111, 3));
            await().until(() -> ingester.stored().size() == 6);
        }
    }

    /** Behind the same address, and without an outage. */
    @Test
    void tradesOfAnotherHistoryAreNotStored() {
        try (var ingester = ingester()) {
            ingester.follow();
            source.add(Records.trades(101, 103, 2));
            awaitStored(ingester, live(103, 2));

            source.closesEarlierBy(Duration.ofDays(90));
            source.add(Records.trades(3000, 3010, 2));

            await().atMost(Duration.ofSeconds(30)).until(() -> ingester.source().state() == ProgramState.DEGRADED);
            assertThat(ingester.endedBy()).isEmpty();
            assertThat(ingester.stored()).isEqualTo(live(103, 2));
        }
    }

    /** The cursor is old after a long outage, or in a very quiet market. */
    @Test
    void tradesOfOurHistoryAreStoredHoweverFarTheyJump() {
        try (var ingester = ingester()) {
            ingester.follow();
            source.add(Records.trades(101, 103, 2));
            awaitStored(ingester, live(103, 2));

            source.add(Records.trades(3000, 3010, 2));

            await().atMost(Duration.ofSeconds(30)).until(() -> ingester.stored().size() == 6 + 22);
        }
    }

    private long streams() {
        return source.requests().stream()
                .filter(request -> request.startsWith("stream"))
                .count();
    }

    /** A page shows whether a silent stream is dead or its market quiet; the stream of a quiet market is kept. */
    @Test
    void aStreamThatHidesTradesIsLeft() {
        source.nextStream(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("event: open\ndata: \"hello\"\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            hanging().handle(exchange);
        });
        try (var ingester = ingester()) {
            ingester.follow();
            await().until(() -> streams() == 1);
            int requests = source.requests().size();
            await().until(() -> source.requests().size() >= requests + 3);
            assertThat(streams()).isEqualTo(1);
            assertThat(ingester.errors()).isZero();

            source.add(Records.trades(101, 101, 4));

            awaitStored(ingester, live(101, 4));
            await().until(() -> streams() >= 2);
            assertThat(ingester.errors("stream_silent")).isEqualTo(1);
        }
    }

    /** Base and counter are as a server's database has them. */
    @Test
    void theNextServerTakesOverAndReportsTheSameTradesTurned() {
        try (var second = new TestHorizon();
                var ingester = ingester(List.of(source, second))) {
            source.streamsOf(3);
            second.add(Records.trades(90, 100, 2));
            second.quietFor(21);
            ingester.follow();
            source.add(Records.trades(101, 103, 2));
            awaitStored(ingester, live(103, 2));

            second.add(range(101, 107)
                    .boxed()
                    .flatMap(ledger -> rangeClosed(1, 2).mapToObj(operation -> Records.turned(ledger, operation)))
                    .toList());
            // It begins with what was read already.
            database.execute("update stream_cursor set paging_token = '" + Records.id(102, 1) + "'");
            source.close();

            awaitStored(ingester, live(106, 2));
            await().until(() -> second.requests().stream().anyMatch(request -> request.startsWith("stream")));
        }
        assertThat(database.rows(
                        "select distinct price_n, price_d, base_is_seller, base_offer_id, counter_offer_id, base_amount"
                                + " from trade where ingested_from in ('s', 'p') order by base_amount"))
                .containsExactly("5\t2\tt\t1\t2\t20000000", "5\t2\tt\t1\t2\t30000000");
        assertThat(database.rows("select count(*) from trade_conflict")).containsExactly("0");
    }

    @Test
    void aServerThatIsBehindIsLeftForOneThatIsNot() {
        try (var second = new TestHorizon()) {
            second.add(Records.trades(90, 150, 2));
            try (var ingester = new Ingesting(database, List.of(source, second), clockFrom(Records.closeTime(150)))) {
                ingester.follow();

                awaitStored(ingester, live(150, 2));
            }
        }
    }

    @Test
    void aServerOfAnotherNetworkIsNeverAsked() {
        source.isOfNetwork("Other");
        try (var second = new TestHorizon();
                var ingester = ingester(List.of(source, second))) {
            second.add(Records.trades(90, 103, 2));
            second.quietFor(21);
            source.add(Records.trades(101, 110, 7));
            ingester.follow();

            awaitStored(ingester, live(103, 2));
        }
        assertThat(source.requests())
                .filteredOn(request -> request.contains("/trades?"))
                .isEmpty();
    }

    /** The passphrase stays, the ledgers begin anew, and grow beyond those that were read. */
    @Test
    void aNetworkThatWasResetIsNotReadAlthoughItHasGrownAndIsFollowedAgainWhenItReportsTheTruth() {
        source.streamsFor(Duration.ofMillis(1100));
        try (var ingester = ingester()) {
            ingester.follow();
            source.add(Records.trades(101, 103, 2));
            awaitStored(ingester, live(103, 2));

            source.closesEarlierBy(Duration.ofDays(90));
            source.quietFor(5000);
            for (int fault = 0; fault < 3; fault++) {
                source.nextPage(answer(503, Map.of(), ""));
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> ingester.source().state() == ProgramState.DEGRADED);
            assertThat(ingester.source().detail())
                    .contains("HORIZON_URL: expected a Horizon of the history whose trades are stored")
                    .contains("3 of 3 ledgers at another time")
                    .contains("./ticker up");
            assertThat(ingester.endedBy()).isEmpty();
            assertThat(ingester.stored()).isEqualTo(live(103, 2));

            source.closesEarlierBy(Duration.ZERO);
            source.add(Records.trades(104, 105, 2));
            awaitStored(ingester, live(105, 2));
            assertThat(ingester.source().state()).isEqualTo(ProgramState.RUNNING);
        }
    }

    /** The newest ledgers are those that were stored while it lied; the old ones agree. */
    @Test
    void aServerThatLiedAboutCloseTimesForAWhileIsFollowedAgain() {
        try (var ingester = ingester()) {
            ingester.follow();
            source.add(Records.trades(101, 103, 2));
            awaitStored(ingester, live(103, 2));
            source.add(rangeClosed(900, 906)
                    .mapToObj(ledger -> Records.trade(ledger, 1)
                            .replace(
                                    Records.closeTime(ledger).toString(),
                                    Records.closeTime(ledger).plusSeconds(1).toString()))
                    .toList());
            await().atMost(Duration.ofSeconds(30)).until(() -> ingester.stored().size() == 6 + 7);

            for (int fault = 0; fault < 3; fault++) {
                source.nextPage(answer(503, Map.of(), ""));
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(database.rows("select count(*) from trade_conflict"))
                            .doesNotContain("0"));
            source.add(Records.trade(910, 1));
            await().atMost(Duration.ofSeconds(30)).until(() -> ingester.stored().size() == 6 + 7 + 1);
            assertThat(ingester.source().state()).isEqualTo(ProgramState.RUNNING);
        }
    }

    /** The first trade of the newest ledger of a quiet market, its close time one second off. */
    @Test
    void oneCloseTimeThatIsOffIsAConflictAndNoOtherHistory() {
        source.streamsFor(Duration.ofMillis(1100));
        String off = Records.trade(104, 1)
                .replace(
                        Records.closeTime(104).toString(),
                        Records.closeTime(104).plusSeconds(1).toString());
        try (var ingester = ingester()) {
            ingester.follow();
            source.add(Records.trades(101, 103, 2));
            source.add(off);
            awaitStored(
                    ingester,
                    List.of(
                            Records.id(101, 1),
                            Records.id(101, 2),
                            Records.id(102, 1),
                            Records.id(102, 2),
                            Records.id(103, 1),
                            Records.id(103, 2),
                            Records.id(104, 1)));
            // It is asked who it is.
            for (int fault = 0; fault < 3; fault++) {
                source.nextPage(answer(503, Map.of(), ""));
            }

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(database.rows("select toid, replaced from trade_conflict"))
                            .containsExactly(Records.id(104, 1).toid() + "\tf"));
            assertThat(database.rows("select key from retry_task where kind = 'audit_hour'"))
                    .containsExactly("2026-01-01T00:00:00Z");
            source.add(Records.trades(105, 106, 2));
            await().atMost(Duration.ofSeconds(30)).until(() -> ingester.stored().size() == 11);
            assertThat(ingester.source().state()).isEqualTo(ProgramState.RUNNING);
        }
    }

    /** A record from a real case: base amount "x", a million ledgers ahead, last before a pause. */
    @Test
    void aRecordThatCannotBeReadAndLiesFarAheadMovesNoPosition() {
        String liar = Records.poison(104, 1)
                .replace(Records.id(104, 1).toString(), Records.id(1_000_104, 1).toString());
        try (var ingester = ingester()) {
            ingester.follow();
            await().until(() -> streams() >= 1);
            source.add(Records.trades(101, 103, 2));
            awaitStored(ingester, live(103, 2));

            source.reportsAhead(104, liar);
            source.add(Records.trades(105, 110, 2));

            await().atMost(Duration.ofSeconds(30)).until(() -> ingester.stored().size() == 6 + 12);
            assertThat(database.rows("select paging_token, reason from rejected_trade"))
                    .singleElement()
                    .asString()
                    .startsWith("null\tpaging_token: expected a position")
                    .contains("found " + Records.id(1_000_104, 1));
            assertThat(ingester.position()
                            .live()
                            .map(token -> TradeId.parse(token.value()).ledger().value()))
                    .hasValueSatisfying(ledger -> assertThat(ledger).isLessThanOrEqualTo(110));
        }
    }

    @Test
    void whatALedgerHoldsBeyondOneStreamIsPaged() {
        try (var ingester = ingester()) {
            ingester.follow();
            await().until(() -> source.requests().stream().anyMatch(request -> request.startsWith("stream")));

            source.add(Records.trades(101, 101, 650));

            awaitStored(ingester, live(101, 650));
        }
        // The last event has none behind it that vouches for its position.
        String full = Records.id(101, 199).toString();
        assertThat(source.requests())
                .anyMatch(request -> request.startsWith("/trades") && request.contains(full))
                .noneMatch(request -> request.startsWith("stream") && request.contains(full));
    }

    @Test
    void aStreamSnapshotInTheMiddleOfAnEventLosesAndDoublesNothing() {
        String events = Records.trades(101, 101, 5).stream()
                .map(record -> "data: " + record + "\n\n")
                .reduce("", String::concat);
        source.nextStream(brokenOff("text/event-stream", events.substring(0, events.length() - 200)));
        source.nextStream(answer(200, Map.of("Content-Type", "text/event-stream"), """
            event: error
            data: problem: rate_limit_exceeded

            """));
        try (var ingester = ingester()) {
            ingester.follow();
            await().until(() -> source.requests().stream().anyMatch(request -> request.startsWith("stream")));

            source.add(Records.trades(101, 103, 5));

            awaitStored(ingester, live(103, 5));
        }
    }

    @Test
    void aNewProcessGoesOnBehindWhatWasCommitted() {
        source.add(Records.trades(101, 110, 3));
        try (var first = ingester()) {
            first.follow();
            awaitStored(first, live(110, 3));
        }
        source.add(Records.trades(111, 120, 3));

        try (var second = ingester()) {
            second.follow();
            awaitStored(second, live(120, 3));
        }

        assertThat(database.rows("select ingested_from, count(*) from trade group by ingested_from"))
                .containsExactly("p\t60");
    }

    @Test
    void aRecordThatCannotBeReadIsKeptAndTheOthersGoOn() {
        try (var ingester = ingester()) {
            var progress = ingester.follow();
            await().until(() -> progress.report().state() == ProgramState.RUNNING);

            source.add(List.of(Records.trade(101, 1), Records.poison(101, 2), Records.trade(101, 3)));
            source.add(Records.trade(102, 1));

            awaitStored(ingester, List.of(Records.id(101, 1), Records.id(101, 3), Records.id(102, 1)));
        }
        assertThat(database.rows("select paging_token, body, ingested_from from rejected_trade"))
                .containsExactly(Records.id(101, 2) + "\t" + Records.poison(101, 2) + "\ts");
    }

    @Test
    void aRecordThatCannotBeReadIsKeptOnceHoweverOftenItComes() {
        source.add(List.of(Records.trade(101, 1), Records.poison(101, 2)));
        for (int start = 0; start < 2; start++) {
            try (var ingester = ingester()) {
                ingester.follow();
                await().until(() -> ingester.position()
                        .live()
                        .map(token -> TradeId.parse(token.value()))
                        .filter(cursor -> cursor.compareTo(Records.id(101, 2)) >= 0)
                        .isPresent());
            }
            database.execute(
                    "update stream_cursor set paging_token = '" + PagingToken.before(new LedgerSequence(101)) + "'");
        }

        assertThat(database.rows("select count(*) from rejected_trade")).containsExactly("1");
        assertThat(database.rows("select count(*) from trade")).containsExactly("1");
    }

    @Test
    void aRejectedRecordIsResolvedByTheTradeThatIsStored_andItsHourIsAuditedAgain() {
        source.add(List.of(Records.trade(101, 1), Records.poison(101, 2), Records.poison(101, 3)));
        source.add(Records.trade(102, 1));
        try (var ingester = ingester()) {
            ingester.follow();
            awaitStored(ingester, List.of(Records.id(101, 1), Records.id(102, 1)));
        }
        database.execute("insert into audit_window (hour, state) values ('2026-01-01T00:00Z', 'disagreed')");
        database.execute("update rejected_trade set hour = '2026-01-01T00:00Z'");
        database.execute(
                "update stream_cursor set paging_token = '" + PagingToken.before(new LedgerSequence(101)) + "'");
        source.add(Records.trade(101, 2));

        try (var ingester = ingester()) {
            ingester.follow();
            awaitStored(ingester, List.of(Records.id(101, 1), Records.id(101, 2), Records.id(102, 1)));
        }

        assertThat(database.rows("select paging_token from rejected_trade"))
                .containsExactly(Records.id(101, 3).toString());
        assertThat(database.rows("select kind, key from retry_task where kind = 'audit_hour'"))
                .containsExactly("audit_hour\t2026-01-01T00:00:00Z");
    }

    @Test
    void tradesKeepComingWhereStreamsDoNotWork() {
        for (int i = 0; i < 100; i++) {
            source.nextStream(answer(404, Map.of(), "<html>no streams here</html>"));
        }
        try (var ingester = ingester()) {
            var progress = ingester.follow();
            await().until(() -> progress.report().detail().contains("404"));

            source.add(Records.trades(101, 101, 2));

            awaitStored(ingester, live(101, 2));
        }
    }
}
