package org.stellarticker.ingester.horizon;

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
import org.stellarticker.ingester.horizon.HealthCheck.Assessment;
import org.stellarticker.ingester.horizon.HealthCheck.ServerHealth;

@Timeout(60)
class ServersTest {

    private static final String FIRST = "http://first.example/";
    private static final String SECOND = "http://second.example/";

    private final Map<String, Assessment> verdicts = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private final Servers servers = servers(FIRST, SECOND);

    private final Map<String, Long> newest = new HashMap<>();

    private Servers servers(String... urls) {
        return new Servers(List.of(urls).stream().map(URI::create).toList(), byAssessment(), this::root, nanos::get);
    }

    private HealthCheck byAssessment() {
        return new HealthCheck() {
            @Override
            public Assessment judge(Candidate candidate) throws InterruptedException {
                candidate.network();
                return verdicts.getOrDefault(candidate.name(), Assessment.HEALTHY);
            }

            @Override
            public void taken(Candidate candidate) {
                taken.add(candidate.name());
            }

            @Override
            public void refused(String reason) {
                if (taken.isEmpty()) {
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

    private String admitted() throws InterruptedException {
        return servers.admitted().toString();
    }

    @Test
    void theFirstIsAskedOnceAndThenEveryMinute() throws InterruptedException {
        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(asked).containsExactly("first.example");

        pass(Duration.ofSeconds(61));
        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(asked).containsExactly("first.example", "first.example");
    }

    @Test
    void faultsThatPassLeaveItAsItIs() throws InterruptedException {
        admitted();
        for (int time = 0; time < 10; time++) {
            servers.failed(HttpUrl.get(FIRST), "503");
            servers.failed(HttpUrl.get(FIRST), "503");
            servers.answered(HttpUrl.get(FIRST));
        }

        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(asked).hasSize(1);
    }

    @Test
    void faultsInARowMoveItToTheNextAndBackAfterSomeTime() throws InterruptedException {
        admitted();
        failThreeTimes(FIRST);
        assertThat(admitted()).isEqualTo(SECOND);

        pass(Duration.ofMinutes(5));
        assertThat(admitted()).isEqualTo(SECOND);
        pass(Duration.ofMinutes(6));
        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(taken)
                .containsExactly("first.example:80", "second.example:80", "second.example:80", "first.example:80");
    }

    @Test
    void theOneThatFailedIsAskedAgainWhenTheOthersDoNotAnswerEither() throws InterruptedException {
        admitted();
        newest.put("second.example", 0L);
        failThreeTimes(FIRST);

        assertThat(admitted()).isEqualTo(FIRST);
        assertThat(asked).containsExactly("first.example", "second.example", "first.example");
    }

    @Test
    void whereNoneFitsTheOneWithTheLeastAgainstItIsAsked() throws InterruptedException {
        verdicts.put("first.example:80", new Assessment(ServerHealth.BEHIND, "old"));
        verdicts.put("second.example:80", new Assessment(ServerHealth.HISTORY_TRIMMED, "short"));

        assertThat(admitted()).isEqualTo(SECOND);
    }

    @Test
    void ofTwoThatAreBehindTheOneFarAheadIsAsked() throws InterruptedException {
        verdicts.put("first.example:80", new Assessment(ServerHealth.BEHIND, "old"));
        verdicts.put("second.example:80", new Assessment(ServerHealth.BEHIND, "old"));
        newest.put("second.example", 105L);
        assertThat(admitted()).isEqualTo(FIRST);

        newest.put("second.example", 112L);
        pass(Duration.ofMinutes(2));
        assertThat(admitted()).isEqualTo(SECOND);
    }

    @Test
    void aWrongNetworkIsNeverAskedWhoeverElseIsAway() {
        verdicts.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "another network"));
        newest.put("second.example", 0L);

        assertThatExceptionOfType(HorizonException.class)
                .isThrownBy(this::admitted)
                .withMessage("second.example does not answer");
    }

    /** Nobody is asked rather than the one that was admitted a minute ago. */
    @Test
    void oneThatBecomesAStrangerIsLeftAtOnceThoughNobodyElseIsThere() throws InterruptedException {
        admitted();
        newest.put("second.example", 0L);
        verdicts.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "another network"));
        pass(Duration.ofSeconds(61));

        for (int request = 0; request < 5; request++) {
            assertThatExceptionOfType(HorizonException.class).isThrownBy(this::admitted);
            pass(Duration.ofSeconds(6));
        }
    }

    @Test
    void oneThatDoesNotReportWhoItIsIsAskedAboutItOnceAMinute() throws InterruptedException {
        admitted();
        newest.put("first.example", 0L);
        newest.put("second.example", 0L);
        pass(Duration.ofSeconds(61));

        for (int request = 0; request < 5; request++) {
            assertThat(admitted()).isEqualTo(FIRST);
        }
        assertThat(asked).containsExactly("first.example", "first.example", "second.example");
    }

    @Test
    void oneThatHasWhatComesNextIsBetterThanOneThatForgotIt() throws InterruptedException {
        verdicts.put("first.example:80", new Assessment(ServerHealth.HISTORY_TRIMMED, "short"));
        verdicts.put("second.example:80", new Assessment(ServerHealth.LAGGING, "old"));

        assertThat(admitted()).isEqualTo(SECOND);
    }

    @Test
    void whereAllAreStrangersNobodyWillEverBeAsked() {
        verdicts.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: one"));
        verdicts.put("second.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: two"));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(this::admitted)
                .withMessage("HORIZON_URL: one; HORIZON_URL: two");
    }

    /** What is served goes on being served; a source that tells the truth again is followed again. */
    @Test
    void whereAllBecomeStrangersTheyAreTriedAgain() throws InterruptedException {
        admitted();
        verdicts.put("first.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: one"));
        verdicts.put("second.example:80", new Assessment(ServerHealth.WRONG_NETWORK, "HORIZON_URL: two"));
        pass(Duration.ofSeconds(61));

        for (int request = 0; request < 5; request++) {
            assertThatExceptionOfType(HorizonException.class)
                    .isThrownBy(this::admitted)
                    .withMessageContaining("HORIZON_URL: one")
                    .withMessageContaining("HORIZON_URL: two");
            pass(Duration.ofSeconds(3));
        }

        verdicts.remove("second.example:80");
        assertThat(admitted()).isEqualTo(SECOND);
    }

    @Test
    void anOutageIsNotAskedAboutByAllTheTime() throws InterruptedException {
        newest.put("first.example", 0L);
        newest.put("second.example", 0L);
        for (int millis = 0; millis < 60_000; millis += 10) {
            assertThatExceptionOfType(HorizonException.class).isThrownBy(this::admitted);
            pass(Duration.ofMillis(10));
        }
        assertThat(asked).hasSizeBetween(2 * 30, 2 * 42);

        newest.put("second.example", 100L);
        pass(Duration.ofSeconds(2));
        assertThat(admitted()).isEqualTo(SECOND);
    }

    /** Else each of a program's works would try by itself, one after the other, and wait for all time-outs of the others. */
    @Test
    void whoWaitedWhileNoneAnsweredSharesThat() throws Exception {
        var tries = new AtomicInteger();
        var answer = new CountDownLatch(1);
        var one = new Servers(
                List.of(URI.create(FIRST)),
                byAssessment(),
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
                    fault.complete("admitted " + one.admitted());
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
