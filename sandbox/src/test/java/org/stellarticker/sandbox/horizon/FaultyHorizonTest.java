package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.FaultPlan;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.fault.FaultyRecord;
import org.stellarticker.sandbox.journal.Ledgers;

/** Each kind of fault on the wire: once, and then the truth. */
class FaultyHorizonTest {

    private static final String PAGE = "/trades?order=asc&limit=5&cursor=0-0";
    private static final String EVENTS = "/trades?limit=5&cursor=0-0";
    private static final String STREAM = "Accept: text/event-stream";
    private static final String TRULY = "Sandbox-Faults: off";

    @TempDir
    Path folder;

    private RunningSandbox sandboxWith(FaultKind kind) throws Exception {
        var plan = new FaultPlan(1, 1, 1, Map.of(kind, 1));
        return new RunningSandbox(
                folder, List.of(Ledgers.ledger(40, Ledgers.NOON, 6)), new Faults(plan), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, 429, rate_limit_exceeded",
        "RATE_LIMITED_BARE, 429, rate_limit_exceeded",
        "ERROR_HTML, 502, <html>",
        "ERROR_TEXT, 503, upstream",
        "EMPTY, 200, ''",
        "REDIRECT, 302, 127.0.0.2"
    })
    void anotherAnswerIsSent_toPagesAndStreams(FaultKind kind, int status, String expected) throws Exception {
        for (String accept : List.of("Accept: application/json", STREAM)) {
            try (var sandbox = sandboxWith(kind)) {
                var faulty = sandbox.get(EVENTS, accept);

                assertThat(faulty.status()).isEqualTo(status);
                assertThat(faulty.body()).contains(expected).doesNotContain("paging_token");
                assertThat(faulty.headers().containsKey("Retry-After")).isEqualTo(kind == FaultKind.RATE_LIMITED);
                assertThat(sandbox.get(EVENTS, accept).body()).contains("paging_token");
            }
        }
    }

    @Test
    void halfAPageIsSentAsACompleteAnswer() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.TRUNCATED)) {
            var faulty = sandbox.get(PAGE);

            assertThat(faulty.body()).hasSize(Integer.parseInt(faulty.headers().get("Content-Length")));
            assertThat(trulyOf(sandbox))
                    .startsWith(faulty.body())
                    .hasSizeGreaterThan(faulty.body().length());
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CUT_LENGTH", "CUT_CHUNKS"})
    void theConnectionIsClosedWithinAPage(FaultKind kind) throws Exception {
        try (var sandbox = sandboxWith(kind)) {
            String wire = RawHttp.wire(sandbox.port(), PAGE);

            assertThat(wire).contains("\"_links\"").doesNotEndWith("\r\n0\r\n\r\n");
            assertThat(wire.contains("Content-Length: ")).isEqualTo(kind == FaultKind.CUT_LENGTH);
            assertThat(wire.length()).isLessThan(trulyOf(sandbox).length());
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
    }

    @Test
    void aTricklingPageIsComplete() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.TRICKLE)) {
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
    }

    @Test
    void aConnectionIsClosedWithoutNotice() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.IDLE_CLOSED);
                var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            // Well before the connection's own end.
            socket.setSoTimeout(4_000);
            socket.getOutputStream()
                    .write(("GET " + PAGE + " HTTP/1.1\r\nHost: horizon.test\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));

            String wire = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(wire).doesNotContain("Connection: close").endsWith("}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_TYPE, /trade_type, \"barter\"",
        "UNKNOWN_FIELDS, /mood, '{\"is\":[\"good\",{\"really\":true}]}'",
        "NUMBERS, /base_amount, 0E-7",
        "NOT_A_NUMBER, /base_amount, \"a lot\"",
        "NO_TEXT, /trade_type, \"order\\u0000book\\ud800\"",
        "HUGE_NUMBER, /base_amount, \"1e999999999\"",
        "MISDATED, /ledger_close_time, \"2021-11-21T12:00:00Z\"",
        "DATED_AHEAD, /ledger_close_time, \"2050-11-21T12:00:00Z\""
    })
    void aRecordIsWrong_inAPageAndInAStream(FaultKind kind, String member, String value) throws Exception {
        try (var sandbox = sandboxWith(kind)) {
            JsonNode record = RecordedHorizon.json(sandbox.get(PAGE).body()).at("/_embedded/records/0");

            assertThat(record.at(member)).isEqualTo(RecordedHorizon.json(value.equals("0E-7") ? "0.0000000" : value));
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
        try (var sandbox = sandboxWith(kind)) {
            assertThat(events(sandbox).getFirst())
                    .doesNotContain("\"base_amount\":\"0.0000000\",\"trade_type\":\"orderbook\"");
            assertThat(events(sandbox)).isEqualTo(trueEvents(sandbox));
        }
    }

    @ParameterizedTest
    @CsvSource({"AHEAD, 1000040", "AHEAD_UNREADABLE, 1000040", "BEHIND_UNREADABLE, 3"})
    void theLastTradeOfAPageAndATradeOfAStreamHaveTheTokenOfAnotherLedger(FaultKind kind, long ledger)
            throws Exception {
        try (var sandbox = sandboxWith(kind)) {
            JsonNode records = RecordedHorizon.json(sandbox.get(PAGE).body()).at("/_embedded/records");

            assertThat(ledger(records.get(4).get("paging_token").asText())).isEqualTo(ledger);
            assertThat(records.get(4).get("base_amount").asText().equals("a lot"))
                    .isEqualTo(kind != FaultKind.AHEAD);
            assertThat(ledger(records.get(3).get("paging_token").asText())).isEqualTo(40);
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
        try (var sandbox = sandboxWith(kind)) {
            String event = events(sandbox).getFirst();

            String id = event.substring(event.indexOf("id: ") + 4)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            assertThat(ledger(id)).isEqualTo(ledger);
            assertThat(event).contains("\"paging_token\":\"" + id + "\"");
            assertThat(events(sandbox)).isEqualTo(trueEvents(sandbox));
        }
    }

    private static long ledger(String token) {
        return Long.parseLong(token.substring(0, token.indexOf('-'))) >>> 32;
    }

    @Test
    void aTradeOrALedgerClosedASecondLater() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.SECOND_OFF)) {
            JsonNode records = RecordedHorizon.json(sandbox.get(PAGE).body()).at("/_embedded/records");

            assertThat(closed(records.get(4), "ledger_close_time"))
                    .isEqualTo(closed(records.get(3), "ledger_close_time").plusSeconds(1));
        }
        try (var sandbox = sandboxWith(FaultKind.LEDGER_SECOND_OFF)) {
            var off = closed(RecordedHorizon.json(sandbox.get("/ledgers/40").body()), "closed_at");

            assertThat(off)
                    .isEqualTo(closed(
                                    RecordedHorizon.json(
                                            sandbox.get("/ledgers/40").body()),
                                    "closed_at")
                            .plusSeconds(1));
        }
    }

    private static Instant closed(JsonNode record, String member) {
        return Instant.parse(record.get(member).asText());
    }

    @Test
    void theRootDocumentIsWrong() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.JUST_BEGUN)) {
            assertThat(sandbox.get("/").body())
                    .contains("\"history_latest_ledger\": 0")
                    .contains("\"history_elder_ledger\": 0")
                    .contains("0001-01-01T00:00:00Z");
        }
        try (var sandbox = sandboxWith(FaultKind.NEWEST_AHEAD)) {
            assertThat(sandbox.get("/").body()).contains("\"history_latest_ledger\": 1000040");
        }
        try (var sandbox = sandboxWith(FaultKind.OTHER_NETWORK)) {
            assertThat(sandbox.get("/").body()).contains("\"network_passphrase\": \"Another Network\"");
        }
        try (var sandbox = sandboxWith(FaultKind.STALE_HISTORY)) {
            assertThat(sandbox.get(PAGE).status()).isEqualTo(503);
            assertThat(sandbox.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void theRootDocumentIsBehindItsLedgers_eachTimeWhereThePlanSaysSo() throws Exception {
        var ledgers = List.of(Ledgers.ledger(3, Ledgers.NOON, 1), Ledgers.ledger(400, Ledgers.NOON.plusSeconds(9), 1));
        var plan = new FaultPlan(1, 1, 1, 1, Map.of(FaultKind.NEWEST_BEHIND, 1), Set.of(FaultKind.NEWEST_BEHIND));
        try (var sandbox = new RunningSandbox(folder, ledgers, new Faults(plan), Duration.ofSeconds(1))) {
            for (int i = 0; i < 3; i++) {
                assertThat(sandbox.get("/").body()).contains("\"history_latest_ledger\": 300,");
            }
            assertThat(sandbox.get("/", TRULY).body()).contains("\"history_latest_ledger\": 400,");
        }
    }

    @Test
    void aTradeHasNoOfferIds() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.NO_OFFER_IDS)) {
            JsonNode faulty = RecordedHorizon.json(sandbox.get(PAGE).body()).at("/_embedded/records");
            JsonNode truth = RecordedHorizon.json(trulyOf(sandbox)).at("/_embedded/records");

            assertThat(faulty.get(0).has("base_offer_id")).isFalse();
            assertThat(faulty.get(0).has("counter_offer_id")).isFalse();
            ObjectNode filled = faulty.get(0).deepCopy();
            filled.set("base_offer_id", truth.at("/0/base_offer_id"));
            filled.set("counter_offer_id", truth.at("/0/counter_offer_id"));
            assertThat((JsonNode) filled).isEqualTo(truth.get(0));
            assertThat(faulty.get(1)).isEqualTo(truth.get(1));
        }
    }

    @Test
    void aPageIsShort_andItsLinkLeadsToTheRest() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.SHORT_PAGE)) {
            JsonNode page = RecordedHorizon.json(sandbox.get(PAGE).body());
            JsonNode truth = RecordedHorizon.json(trulyOf(sandbox)).at("/_embedded/records");

            assertThat(page.at("/_embedded/records")).hasSize(2);
            assertThat(page.at("/_links/next/href").asText())
                    .contains("cursor=" + truth.at("/1/paging_token").asText(), "limit=5");
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
    }

    @ParameterizedTest
    @CsvSource({"ASSET_AHEAD, /assets", "POOL_AHEAD, /liquidity_pools"})
    void theLastRecordOfAListAndThePagesLinkHaveATokenBehindAllOthers(FaultKind kind, String address) throws Exception {
        boolean[] lasting = {false, true};
        for (boolean stays : lasting) {
            var plan = new FaultPlan(1, 1, 1, 1, Map.of(kind, 1), stays ? Set.of(kind) : Set.of());
            try (var sandbox = new RunningSandbox(
                    folder, List.of(Ledgers.ledger(40, Ledgers.NOON, 6)), new Faults(plan), Duration.ofSeconds(1))) {
                String first = address + "?limit=1";
                JsonNode page = RecordedHorizon.json(sandbox.get(first).body());
                JsonNode truth = RecordedHorizon.json(sandbox.get(first, TRULY).body());

                String token = page.at("/_embedded/records/0/paging_token").asText();
                assertThat(token)
                        .isGreaterThan(
                                truth.at("/_embedded/records/0/paging_token").asText());
                assertThat(page.at("/_embedded/records/0/id")).isEqualTo(truth.at("/_embedded/records/0/id"));
                assertThat(page.at("/_links/next/href").asText()).contains("cursor=" + token);
                assertThat(RecordedHorizon.json(sandbox.get(address + "?cursor=" + token)
                                        .body())
                                .at("/_embedded/records"))
                        .isEmpty();
                assertThat(RecordedHorizon.json(sandbox.get(first).body()).equals(truth))
                        .isNotEqualTo(stays);
            }
        }
    }

    @Test
    void anOrderBookIsOfOtherAssets() throws Exception {
        String book = "/order_book?selling_asset_type=native&buying_asset_type=credit_alphanum4"
                + "&buying_asset_code=USD&buying_asset_issuer=" + Ledgers.USD.issuer();
        try (var sandbox = sandboxWith(FaultKind.OTHER_BOOK)) {
            JsonNode faulty = RecordedHorizon.json(sandbox.get(book).body());
            JsonNode truth = RecordedHorizon.json(sandbox.get(book, TRULY).body());

            assertThat(faulty.at("/base/asset_code").asText()).isEqualTo("ELSE");
            assertThat(faulty.get("counter")).isEqualTo(truth.get("counter"));
            assertThat(sandbox.get(book).body())
                    .isEqualTo(sandbox.get(book, TRULY).body());
        }
    }

    @Test
    void aLevelOfAnOrderBookIsBeyond64Bits() {
        String book = "{\"bids\": [{\"amount\": \"7.0000000\"}, {\"amount\": \"8.0000000\"}], \"asks\": []}";

        assertThat(FaultyRecord.of(FaultKind.HUGE_LEVEL, book))
                .isEqualTo(book.replace("7.0000000", "1844674407370.9551616"));
    }

    @Test
    void aRecordStaysWrong_inPagesAndInStreams() throws Exception {
        var plan = new FaultPlan(1, 1, 1, 1, Map.of(FaultKind.NOT_A_NUMBER, 1), Set.of(FaultKind.NOT_A_NUMBER));
        try (var sandbox = new RunningSandbox(
                folder, List.of(Ledgers.ledger(40, Ledgers.NOON, 6)), new Faults(plan), Duration.ofSeconds(1))) {
            JsonNode truth = RecordedHorizon.json(trulyOf(sandbox));
            for (int i = 0; i < 2; i++) {
                JsonNode page = RecordedHorizon.json(sandbox.get(PAGE).body());
                JsonNode first = page.at("/_embedded/records/0");

                assertThat(first.get("base_amount").asText()).isEqualTo("a lot");
                ((ObjectNode) first).set("base_amount", truth.at("/_embedded/records/0/base_amount"));
                assertThat(page).isEqualTo(truth);
            }
            assertThat(events(sandbox).getFirst()).contains("\"base_amount\":\"a lot\"");
            assertThat(events(sandbox).subList(1, 5))
                    .isEqualTo(trueEvents(sandbox).subList(1, 5));
            assertThat(counted(sandbox).at("/staying/not_a_number/0"))
                    .isEqualTo(truth.at("/_embedded/records/0/paging_token"));
        }
    }

    @Test
    void theOldestLedgerIsSentAsTheNewest() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.HISTORY_MOVED)) {
            assertThat(elder(sandbox)).isEqualTo(40);
        }
    }

    private static int elder(RunningSandbox sandbox) throws Exception {
        return RecordedHorizon.json(sandbox.get("/").body())
                .get("history_elder_ledger")
                .asInt();
    }

    @Test
    void aTradeIsHidden_alwaysInStreams_neverInPages() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.HIDDEN)) {
            List<String> all = trueEvents(sandbox);

            assertThat(events(sandbox)).isEqualTo(all.subList(1, 5));
            assertThat(events(sandbox)).isEqualTo(all.subList(1, 5));
            assertThat(sandbox.get(PAGE).body()).isEqualTo(trulyOf(sandbox));
        }
    }

    @Test
    void aTradeIsSentWithAnotherAmount() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.ALTERED)) {
            List<String> all = trueEvents(sandbox);
            List<String> expected = events(sandbox);

            assertThat(expected.getFirst())
                    .isEqualTo(all.getFirst().replace("\"base_amount\":\"0.0000000\"", "\"base_amount\":\"0.0000001\""))
                    .isNotEqualTo(all.getFirst());
            assertThat(expected.subList(1, 5)).isEqualTo(all.subList(1, 5));
            assertThat(events(sandbox)).isEqualTo(all);
        }
    }

    @Test
    void eventsComeTwiceOrInAnotherOrder() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.DUPLICATE)) {
            List<String> all = trueEvents(sandbox);
            assertThat(events(sandbox))
                    .containsExactly(all.get(0), all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
        }
        try (var sandbox = sandboxWith(FaultKind.OUT_OF_ORDER)) {
            List<String> all = trueEvents(sandbox);
            assertThat(events(sandbox)).containsExactly(all.get(1), all.get(0), all.get(2), all.get(3), all.get(4));
        }
        try (var sandbox = sandboxWith(FaultKind.REPEATED)) {
            List<String> all = trueEvents(sandbox);
            assertThat(events(sandbox)).hasSize(6).containsAll(all);
        }
    }

    @Test
    void aStreamEndsWithAnError() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.ERROR_EVENT)) {
            assertThat(sandbox.get(EVENTS, STREAM).body())
                    .contains("event: error\ndata: {")
                    .doesNotContain("byebye", "paging_token");
            assertThat(events(sandbox)).isEqualTo(trueEvents(sandbox));
        }
    }

    @Test
    void theConnectionIsClosedWithinAnEvent() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.CUT_EVENT)) {
            String wire = RawHttp.wire(sandbox.port(), EVENTS, STREAM);

            assertThat(wire).contains("id: ", "data: {").doesNotContain("byebye");
            assertThat(wire.stripTrailing()).doesNotEndWith("}");
            assertThat(events(sandbox)).isEqualTo(trueEvents(sandbox));
        }
    }

    @Test
    void aStreamFallsSilentAndItsConnectionIsClosed() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.SILENCE)) {
            assertThat(RawHttp.wire(sandbox.port(), EVENTS, STREAM))
                    .contains("hello")
                    .doesNotContain("byebye", "paging_token");
        }
    }

    @Test
    void injectedFaultsAreCounted() throws Exception {
        try (var sandbox = sandboxWith(FaultKind.ERROR_TEXT)) {
            assertThat(counted(sandbox)).isEqualTo(RecordedHorizon.json("{\"total\":0,\"kinds\":{},\"staying\":{}}"));
            sandbox.get(PAGE);
            sandbox.get(PAGE);
            assertThat(counted(sandbox))
                    .isEqualTo(RecordedHorizon.json("{\"total\":1,\"kinds\":{\"error_text\":1},\"staying\":{}}"));
        }
    }

    private static JsonNode counted(RunningSandbox sandbox) throws Exception {
        return RecordedHorizon.json(sandbox.get("/sandbox/faults").body());
    }

    private static String trulyOf(RunningSandbox sandbox) throws Exception {
        return sandbox.get(PAGE, TRULY).body();
    }

    private static List<String> events(RunningSandbox sandbox) throws Exception {
        return trades(sandbox.get(EVENTS, STREAM).body());
    }

    private static List<String> trueEvents(RunningSandbox sandbox) throws Exception {
        return trades(sandbox.get(EVENTS, STREAM, TRULY).body());
    }

    private static List<String> trades(String stream) {
        return Arrays.stream(stream.split("\n\n", -1))
                .filter(event -> event.startsWith("id: "))
                .toList();
    }
}
