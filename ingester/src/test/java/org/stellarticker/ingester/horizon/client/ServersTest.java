package org.stellarticker.ingester.horizon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.ingester.horizon.client.HealthCheck.Assessment;
import org.stellarticker.ingester.horizon.client.HealthCheck.ServerHealth;

@Timeout(60)
class ServersTest {

    private static final String FIRST = "http://first.example/";
    private static final String SECOND = "http://second.example/";

    private final Map<String, Assessment> assessments = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> selected = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private final Servers servers = servers(FIRST, SECOND);

    private final Map<String, Long> newest = new HashMap<>();

    private Servers servers(String... urls) {
        return new Servers(
                List.of(urls).stream().map(URI::create).toList(), byAssessment(), listener(), this::root, nanos::get);
    }

    private HealthCheck byAssessment() {
        return candidate -> {
            candidate.network();
            return assessments.getOrDefault(candidate.name(), Assessment.HEALTHY);
        };
    }

    private ServerListener listener() {
        return new ServerListener() {
            @Override
            public void onSelected(Candidate candidate) {
                selected.add(candidate.name());
            }

            @Override
            public void onAllRefused(String reason) {
                if (selected.isEmpty()) {
                    throw new SettingsException(reason);
                }
            }
        };
    }

    private Optional<byte[]> root(HttpUrl url) {
        asked.add(url.host());
        long ledger = newest.getOrDefault(url.host(), 100L);
        if (ledger == 0) {
            throw new HorizonException(url.host() + " does not answer");
        }
        return Optional.of("""
            {"history_latest_ledger": %d, "history_elder_ledger": 1, "network_passphrase": "Test"}\
            """.formatted(ledger).getBytes(StandardCharsets.UTF_8));
    }

    private void failThreeTimes(String url) {
        for (int fault = 0; fault < 3; fault++) {
            servers.failed(HttpUrl.get(url), "503");
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private String select() throws InterruptedException {
        return servers.select().toString();
    }

    @Test
    void theFirstIsAskedOnceAndThenEveryMinute() throws InterruptedException {
        assertThat(select()).isEqualTo(FIRST);
        assertThat(select()).isEqualTo(FIRST);
        assertThat(asked).containsExactly("first.example");

        pass(Duration.ofSeconds(61));
        assertThat(select()).isEqualTo(FIRST);
        assertThat(select()).isEqualTo(FIRST);
        assertThat(asked).containsExactly("first.example", "first.example");
    }

    @Test
    void faultsThatPassLeaveItAsItIs() throws InterruptedException {
        select();
        for (int time = 0; time < 10; time++) {
            servers.failed(HttpUrl.get(FIRST), "503");
            servers.failed(HttpUrl.get(FIRST), "503");
            servers.answered(HttpUrl.get(FIRST));
        }

        assertThat(select()).isEqualTo(FIRST);
        assertThat(asked).hasSize(1);
    }

    @Test
    void faultsInARowMoveItToTheNextAndBackAfterSomeTime() throws InterruptedException {
        select();
        failThreeTimes(FIRST);
        assertThat(select()).isEqualTo(SECOND);

        pass(Duration.ofMinutes(5));
        assertThat(select()).isEqualTo(SECOND);
        pass(Duration.ofMinutes(6));
        assertThat(select()).isEqualTo(FIRST);
        assertThat(selected)
                .containsExactly("first.example:80", "second.example:80", "second.example:80", "first.example:80");
    }

    @Test
    void theOneThatFailedIsAskedAgainWhenTheOthersDoNotAnswerEither() throws InterruptedException {
        select();
        newest.put("second.example", 0L);
        failThreeTimes(FIRST);

        assertThat(select()).isEqualTo(FIRST);
        assertThat(asked).containsExactly("first.example", "second.example", "first.example");
    }

    @Test
    void whereNoneFitsTheOneWithTheLeastAgainstItIsAsked() throws InterruptedException {
        assessments.put("first.example:80", new Assessment(ServerHealth.BEHIND, "old"));
        assessments.put("second.example:80", new Assessment(ServerHealth.HISTORY_TRIMMED, "short"));

        assertThat(select()).isEqualTo(SECOND);
    }

    @Test
    void ofTwoThatAreBehindTheOneFarAheadIsAsked() throws InterruptedException {
        assessments.put("first.example:80", new Assessment(ServerHealth.BEHIND, "old"));
        assessments.put("second.example:80", new Assessment(ServerHealth.BEHIND, "old"));
        newest.put("second.example", 105L);
        assertThat(select()).isEqualTo(FIRST);

        newest.put("second.example", 112L);
        pass(Duration.ofMinutes(2));
        assertThat(select()).isEqualTo(SECOND);
    }

    @Test
    void aWrongNetworkIsNeverAskedEvenWhenAllOthersAreAway() {
        assessments.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "another network"));
        newest.put("second.example", 0L);

        assertThatExceptionOfType(HorizonException.class)
                .isThrownBy(this::select)
                .withMessage("second.example does not answer");
    }

    /** Nobody is asked rather than the one that was admitted a minute ago. */
    @Test
    void aServerThatChangesItsNetworkIsLeftAtOnceEvenWithoutAnother() throws InterruptedException {
        select();
        newest.put("second.example", 0L);
        assessments.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "another network"));
        pass(Duration.ofSeconds(61));

        for (int request = 0; request < 5; request++) {
            assertThatExceptionOfType(HorizonException.class).isThrownBy(this::select);
            pass(Duration.ofSeconds(6));
        }
    }

    @Test
    void aServerThatDoesNotReportItsNetworkIsCheckedOnceAMinute() throws InterruptedException {
        select();
        newest.put("first.example", 0L);
        newest.put("second.example", 0L);
        pass(Duration.ofSeconds(61));

        for (int request = 0; request < 5; request++) {
            assertThat(select()).isEqualTo(FIRST);
        }
        assertThat(asked).containsExactly("first.example", "first.example", "second.example");
    }

    @Test
    void aServerWithTheNextTradesIsBetterThanOneThatNoLongerKeepsThem() throws InterruptedException {
        assessments.put("first.example:80", new Assessment(ServerHealth.HISTORY_TRIMMED, "short"));
        assessments.put("second.example:80", new Assessment(ServerHealth.LAGGING, "old"));

        assertThat(select()).isEqualTo(SECOND);
    }

    @Test
    void whenAllAreOfAWrongNetworkNoneIsEverAsked() {
        assessments.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: one"));
        assessments.put("second.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: two"));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(this::select)
                .withMessage("HORIZON_URL: one; HORIZON_URL: two");
    }

    /** The product goes on serving, and a server whose history is right again is selected again. */
    @Test
    void whenAllChangeTheirNetworkTheyAreCheckedAgain() throws InterruptedException {
        select();
        assessments.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: one"));
        assessments.put("second.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: two"));
        pass(Duration.ofSeconds(61));

        for (int request = 0; request < 5; request++) {
            assertThatExceptionOfType(HorizonException.class)
                    .isThrownBy(this::select)
                    .withMessageContaining("HORIZON_URL: one")
                    .withMessageContaining("HORIZON_URL: two");
            pass(Duration.ofSeconds(3));
        }

        assessments.remove("second.example:80");
        assertThat(select()).isEqualTo(SECOND);
    }

    @Test
    void anOutageIsNotAskedAboutByAllTheTime() throws InterruptedException {
        newest.put("first.example", 0L);
        newest.put("second.example", 0L);
        for (int millis = 0; millis < 60_000; millis += 10) {
            assertThatExceptionOfType(HorizonException.class).isThrownBy(this::select);
            pass(Duration.ofMillis(10));
        }
        assertThat(asked).hasSizeBetween(2 * 30, 2 * 42);

        newest.put("second.example", 100L);
        pass(Duration.ofSeconds(2));
        assertThat(select()).isEqualTo(SECOND);
    }

    /** Without this, each thread would wait for the time-outs of all others, and then for its own. */
    @Test
    void threadsThatWaitedShareAFailedSelection() throws Exception {
        var tries = new AtomicInteger();
        var answer = new CountDownLatch(1);
        var one = new Servers(
                List.of(URI.create(FIRST)),
                byAssessment(),
                listener(),
                url -> {
                    tries.incrementAndGet();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    nanos.incrementAndGet();
                    throw new HorizonException("away");
                },
                nanos::get);
        var threads = new ArrayList<Thread>();
        var faults = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 8; i++) {
            var fault = new CompletableFuture<String>();
            faults.add(fault);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    fault.complete("selected " + one.select());
                } catch (HorizonException | InterruptedException thrown) {
                    fault.complete(String.valueOf(thrown.getMessage()));
                }
            }));
        }
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));

        answer.countDown();

        for (var fault : faults) {
            assertThat(fault.get()).isEqualTo("away");
        }
        assertThat(tries).hasValue(1);
    }
}
