package org.stellarticker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.client.PlayedServer.BASE;
import static org.stellarticker.client.PlayedServer.COUNTER;
import static org.stellarticker.client.PlayedServer.event;
import static org.stellarticker.client.PlayedServer.inTurn;
import static org.stellarticker.client.PlayedServer.tradeEvent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stellarticker.client.PlayedServer.Answer;
import org.stellarticker.client.PlayedServer.Request;
import org.stellarticker.client.error.BadRequestException;
import org.stellarticker.client.error.PositionNotKeptException;
import org.stellarticker.client.error.UnexpectedAnswerException;
import org.stellarticker.client.error.UnreachableException;
import org.stellarticker.client.live.Notice;
import org.stellarticker.client.market.Trade;

class StreamTest {

    private static final String RESET = event("reset", "", "{\"detail\": \"no longer kept\"}");

    private PlayedServer server;
    private TickerClient client;

    @BeforeEach
    void start() throws IOException {
        server = new PlayedServer();
        client = TickerClient.of(server.url() + "/", Duration.ofSeconds(10), TickerClientTest.FAST);
    }

    private void play(Function<Request, Answer> answers) {
        server.play(answers);
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private static <T> List<T> take(Live<T> live, int count) {
        try (live) {
            var taken = new ArrayList<T>();
            for (T item : live) {
                taken.add(item);
                if (taken.size() == count) {
                    break;
                }
            }
            return taken;
        }
    }

    private static String position(String position) {
        return event("position", position, "{\"position\": \"" + position + "\"}");
    }

    @Test
    void aBrokenStreamGoesOnBehindTheLastWholeEvent() {
        String half = tradeEvent(3).substring(0, tradeEvent(3).length() - 1);
        play(inTurn(List.of(
                request -> Answer.stream(position("0.0.0.0.0"), tradeEvent(1), tradeEvent(2), half),
                request -> Answer.problem(503, "away", ""),
                request -> new Answer(200, "text/event-stream", java.util.Map.of(), "retry: 1\n: away\n\n", false),
                request -> Answer.stream(tradeEvent(3), tradeEvent(4)))));

        List<StreamEvent> events = take(client.stream("trades"), 5);

        assertThat(events)
                .extracting(StreamEvent::position)
                .containsExactly("0.0.0.0.0", "1.0.0.0.0", "2.0.0.0.0", "3.0.0.0.0", "4.0.0.0.0");
        assertThat(server.requests().subList(0, 4))
                .extracting(request -> request.lastEventId().orElse(""))
                .containsExactly("", "2.0.0.0.0", "2.0.0.0.0", "2.0.0.0.0");
    }

    @Test
    void aRefusalEndsTheStream() {
        play(request -> Answer.problem(400, "topics: …", ""));

        assertThatThrownBy(() -> take(client.stream("x"), 1)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void aLostConnectionIsAnErrorWhenAskedFor() {
        try (var nowhere = TickerClient.of("http://127.0.0.1:9", Duration.ofSeconds(10), TickerClientTest.FAST)) {
            var selection = StreamSelection.of("trades").giveUpAfter(Duration.ofMillis(50));
            assertThatThrownBy(() -> take(nowhere.stream(selection), 1)).isInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void aStreamIsClosedWhileItWaits() throws Exception {
        play(request -> server.never());
        Live<StreamEvent> live = client.stream("trades");
        var reader = new Thread(() -> assertThat(live.iterator().hasNext()).isFalse());
        reader.start();
        while (server.requests().isEmpty()) {
            Thread.onSpinWait();
        }

        live.close();
        server.close();
        reader.join(10_000);

        assertThat(reader.isAlive()).isFalse();
    }

    @Test
    void anEventThatCannotBeReadIsNoLostConnection() {
        play(request -> Answer.stream(event("trade", "7.0.0.0.0", "{\"paging_token\": \"7-0\"}"), tradeEvent(8)));

        assertThatThrownBy(() -> take(client.stream("trades"), 1)).isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void eventsOfLaterVersionsArePassedOver() {
        play(request -> Answer.stream(event("novel", "7.0.0.0.0", "{}"), tradeEvent(8)));

        assertThat(take(client.stream("trades"), 1).get(0).position()).isEqualTo("8.0.0.0.0");
    }

    @Test
    void afterAResetTheTradesSinceAreReadFromTheListOnce() {
        play(request -> {
            if (request.path().endsWith("/trades")) {
                return PlayedServer.listed(request);
            }
            return request.lastEventId().equals(Optional.of("2.0.0.0.0"))
                    ? Answer.stream(RESET, position("5.0.0.0.0"), tradeEvent(6), tradeEvent(7))
                    : Answer.stream(tradeEvent(1), tradeEvent(2));
        });

        assertThat(take(client.followTrades(BASE, COUNTER), 7))
                .extracting(Trade::pagingToken)
                .containsExactly("1-0", "2-0", "3-0", "4-0", "5-0", "6-0", "7-0");
    }

    @Test
    void aPositionThatIsNotKeptIsAnErrorForWhoHasReadNothing() {
        play(request -> Answer.stream(RESET));
        var selection = StreamSelection.of("trades").ofMarket(BASE, COUNTER).after("1.0.0.0.0");

        assertThatThrownBy(() -> take(client.followTrades(selection), 1)).isInstanceOf(PositionNotKeptException.class);
    }

    @Test
    void eventsAreTheSameHoweverTheBytesAreCut() {
        byte[] bytes = ("\ufeff: comment\r\nid: 1.0.0.0.0\revent: reset\ndata: {\"detail\":\ndata: \"é\"}\r\n\r\n"
                        + "event: overflow\ndata:{\"detail\": \"\"}\n\nid: 9\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            var parser = new EventParser<>(null, StreamEvent::read);
            var found = new ArrayList<StreamEvent>();
            for (int begin = 0; begin < bytes.length; begin += size) {
                found.addAll(parser.feed(ByteBuffer.wrap(bytes, begin, Math.min(size, bytes.length - begin))));
            }
            assertThat(found)
                    .containsExactly(
                            new StreamEvent("reset", "1.0.0.0.0", new Notice("é")),
                            new StreamEvent("overflow", "1.0.0.0.0", new Notice("")));
            assertThat(parser.position()).isEqualTo("1.0.0.0.0");
        }
    }
}
