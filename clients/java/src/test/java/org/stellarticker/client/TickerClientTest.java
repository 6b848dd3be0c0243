package org.stellarticker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.stellarticker.client.PlayedServer.BASE;
import static org.stellarticker.client.PlayedServer.COUNTER;
import static org.stellarticker.client.PlayedServer.inTurn;
import static org.stellarticker.client.PlayedServer.trade;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.client.PlayedServer.Answer;
import org.stellarticker.client.PlayedServer.Request;
import org.stellarticker.client.error.ApiException;
import org.stellarticker.client.error.BadRequestException;
import org.stellarticker.client.error.MarketNotFoundException;
import org.stellarticker.client.error.NotFoundException;
import org.stellarticker.client.error.TooManyRequestsException;
import org.stellarticker.client.error.UnavailableException;
import org.stellarticker.client.error.UnexpectedAnswerException;
import org.stellarticker.client.error.UnreachableException;
import org.stellarticker.client.market.Trade;

class TickerClientTest {

    static final Retry FAST = new Retry(4, Duration.ofMillis(1), Duration.ofSeconds(5));

    private static final String DATE = "Sun, 29 Nov 2020 12:00:00 GMT";
    private static final String FAULT = "{\"field\": \"interval\", \"value\": \"7m\", \"expected\": \"1m, 5m\"}";

    private PlayedServer server;
    private TickerClient client;

    @BeforeEach
    void start() throws IOException {
        server = new PlayedServer();
        client = TickerClient.of(server.url() + "/", Duration.ofSeconds(10), FAST);
    }

    private void play(Function<Request, Answer> answers) {
        server.play(answers);
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private Pages<?, Trade> trades() {
        return client.trades(BASE, COUNTER, TimeWindow.ALL, TradeOrder.OLDEST_FIRST);
    }

    @Test
    void decimalsAndTimesAreExact() {
        String price = "0.12345678901234567890123";
        play(request -> Answer.json("{\"items\": [" + trade(1, price) + "], \"next_cursor\": null}"));

        Trade read = trades().iterator().next();

        assertThat(read.price()).isEqualTo(new BigDecimal(price));
        assertThat(read.baseAmount()).isEqualTo(new BigDecimal("922337203685.4775807"));
        assertThat(read.priceN()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.baseAccount()).isNull();
        assertThat(read.storedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:01.123456Z"));
    }

    @Test
    void eachRequestCarriesTheKeyWhereOneIsGiven() {
        play(request -> Answer.json("{\"items\": [], \"next_cursor\": null}"));
        assertThat(trades().iterator().hasNext()).isFalse();
        try (var known = TickerClient.withKey(server.url(), Duration.ofSeconds(10), FAST, "sticker_x")) {
            assertThat(known.trades(BASE, COUNTER, TimeWindow.ALL, TradeOrder.OLDEST_FIRST)
                            .iterator()
                            .hasNext())
                    .isFalse();
        }
        assertThat(server.requests().stream().map(PlayedServer.Request::authorization))
                .containsExactly(Optional.empty(), Optional.of("Bearer sticker_x"));
    }

    @Test
    void aMemberThatMayBeNullMayBeMissingInAnOlderServer() {
        String older = trade(1).replaceAll(
                        "\"(base_account|base_offer_id|liquidity_pool_fee_bp|base_account_directory)\": null, *", "");
        assertThat(older).doesNotContain("base_account", "fee_bp");
        play(request -> Answer.json("{\"items\": [" + older + "], \"next_cursor\": null}"));

        Trade read = trades().iterator().next();

        assertThat(read.baseAccount()).isNull();
        assertThat(read.baseOfferId()).isNull();
        assertThat(read.liquidityPoolFeeBp()).isNull();
        assertThat(read.baseAccountDirectory()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "[]",
                "{\"items\": []}",
                "null",
                "{\"items\": [{}], \"next_cursor\": null}",
                "{\"items\": [], \"next_cursor\": {}}"
            })
    void anAnswerOfAnotherServiceIsNoAnswer(String body) {
        play(request -> Answer.json(body));

        assertThatThrownBy(() -> trades().iterator().next()).isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void aDecimalThatIsNoneIsNoAnswer() {
        play(request -> Answer.json("{\"items\": [" + trade(1, "dear") + "], \"next_cursor\": null}"));

        assertThatThrownBy(() -> trades().iterator().next()).isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void theServersTimeIsTakenForNow() {
        play(request -> Answer.json("{}"));

        assertThat(client.serverTime()).isCloseTo(Instant.now(), within());
    }

    private static org.assertj.core.data.TemporalUnitOffset within() {
        return org.assertj.core.api.Assertions.within(5, java.time.temporal.ChronoUnit.SECONDS);
    }

    @Test
    void aMarketIsFoundByName() {
        String found = "{\"assets\": [], \"markets\": [{\"base\": \"%s\", \"counter\": \"%s\", \"trade_count\": 1}]}"
                .formatted(BASE, COUNTER);
        play(inTurn(
                List.of(request -> Answer.json(found), request -> Answer.json("{\"assets\": [], \"markets\": []}"))));

        assertThat(client.findMarket("XLM/USDC")).isEqualTo(new MarketPair(BASE, COUNTER));
        assertThatThrownBy(() -> client.findMarket("XLM/NOPE")).isInstanceOf(MarketNotFoundException.class);
        assertThat(client.findMarket(BASE + "/" + COUNTER)).isEqualTo(new MarketPair(BASE, COUNTER));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aWrongParameterIsNamedWithWhatWasExpected() {
        play(request -> Answer.problem(400, "interval: …", ", \"faults\": [" + FAULT + "]"));

        assertThatThrownBy(() -> client.candles(BASE, COUNTER, "7m", TimeWindow.ALL)
                        .iterator()
                        .next())
                .asInstanceOf(type(BadRequestException.class))
                .satisfies(fault -> {
                    assertThat(fault.field()).contains("interval");
                    assertThat(fault.value()).contains("7m");
                    assertThat(fault.expected()).contains("1m, 5m");
                });
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aMarketThatNeverTradedIsNotFound() {
        play(request -> Answer.problem(404, "expected a market that has traded", ""));

        assertThatThrownBy(() -> client.market(BASE, COUNTER))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("404 T: expected a market that has traded");
    }

    @Test
    void anErrorPageOfAProxyIsAnErrorToo() {
        play(request -> new Answer(502, "text/html", java.util.Map.of(), "<h1>Bad Gateway</h1>", false));

        assertThatThrownBy(() -> client.status())
                .asInstanceOf(type(UnavailableException.class))
                .extracting(ApiException::detail)
                .isEqualTo("<h1>Bad Gateway</h1>");
    }

    @Test
    void aFaultOfTheTickerIsNotRepeated() {
        play(request -> Answer.problem(500, "a fault", ""));

        assertThatThrownBy(() -> client.status()).isInstanceOf(ApiException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatIsAwayForNowIsAskedAgain() {
        play(inTurn(List.of(
                request -> Answer.problem(429, "busy", "").with("Retry-After", "0"),
                request -> Answer.problem(503, "away", ""),
                request -> new Answer(200, "application/json", java.util.Map.of(), "{\"items\"", true),
                PlayedServer::listed)));

        assertThat(trades().iterator().next().pagingToken()).isEqualTo("1-0");
    }

    @Test
    void allAttemptsAreBounded() {
        play(request -> Answer.problem(503, "away", ""));

        assertThatThrownBy(() -> client.status()).isInstanceOf(UnavailableException.class);
        assertThat(server.requests()).hasSize(FAST.attempts());
    }

    @Test
    void anHourOfRetryAfterIsLeftToTheCaller() {
        play(request -> Answer.problem(429, "busy", "").with("Retry-After", "3600"));

        assertThatThrownBy(() -> client.status())
                .asInstanceOf(type(TooManyRequestsException.class))
                .extracting(ApiException::retryAfter)
                .isEqualTo(Optional.of(Duration.ofHours(1)));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aDateToAskAgainIsComparedWithTheServersClock() {
        assertThat(Answers.retryAfter(Optional.of("Sun, 29 Nov 2020 12:00:30 GMT"), Answers.date(DATE)))
                .contains(Duration.ofSeconds(30));
        assertThat(Answers.retryAfter(Optional.of("soon"), Answers.date(DATE))).isEmpty();
    }

    @Test
    void noWaitIsShorterThanRetryAfter() {
        for (int failures = 1; failures < Retry.DEFAULT.attempts(); failures++) {
            assertThat(Retry.DEFAULT
                            .waitAfter(failures, Optional.of(Duration.ofSeconds(7)))
                            .orElseThrow())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
            assertThat(Retry.DEFAULT.backoff(3)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
        assertThat(Retry.DEFAULT.waitAfter(Retry.DEFAULT.attempts(), Optional.empty()))
                .isEmpty();
        assertThat(Retry.DEFAULT.backoff(100)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void nothingThatListensIsUnreachable() {
        try (var nowhere = TickerClient.of("http://127.0.0.1:9", Duration.ofSeconds(10), FAST)) {
            assertThatThrownBy(nowhere::status).isInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void aSlowAnswerIsGivenUp() {
        play(request -> server.never());
        try (var impatient =
                TickerClient.of(server.url(), Duration.ofMillis(100), new Retry(1, Duration.ZERO, Duration.ZERO))) {
            assertThatThrownBy(impatient::status)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("no whole answer within");
        }
    }

    @Test
    void allPagesAreReadOnce() {
        play(PlayedServer::listed);

        assertThat(trades().stream().map(Trade::pagingToken)).containsExactly("1-0", "2-0", "3-0", "4-0", "5-0", "6-0");
        assertThat(server.requests())
                .extracting(request -> request.parameters().get("cursor"))
                .containsExactly(null, "2-0", "4-0");
        assertThat(server.requests())
                .allMatch(request -> "asc".equals(request.parameters().get("order")));
    }

    @Test
    void aProxyMayDropTheLink() {
        play(request -> Answer.json(PlayedServer.listed(request).body()));

        assertThat(trades()).hasSize(6);
    }

    @Test
    void readingGoesOnBehindACursor() {
        play(PlayedServer::listed);

        assertThat(trades().ofSize(2).after("4-0").iterator().next().pagingToken())
                .isEqualTo("5-0");
        assertThat(server.requests().get(0).parameters()).containsEntry("limit", "2");
    }

    @Test
    void theCursorOfALink() {
        assertThat(Pages.cursorOfLink(
                        Optional.of("<?x=1>; rel=\"prev\", <?base=native&cursor=a%2Bb&x=1>; rel=\"next\"")))
                .contains("a%2Bb");
        assertThat(Pages.cursorOfLink(Optional.empty())).isEmpty();
        assertThat(Pages.cursorOfLink(Optional.of("<?x=1>; rel=\"next\""))).isEmpty();
    }
}
