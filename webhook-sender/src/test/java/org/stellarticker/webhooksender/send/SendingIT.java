package org.stellarticker.webhooksender.send;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;

import com.standardwebhooks.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryAttempt;
import org.stellarticker.db.subscription.DeliveryState;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.NewDelivery;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.publichttp.PublicAddresses;
import org.stellarticker.publichttp.WebhookUrls;
import org.stellarticker.webhooksender.Subscribers;
import org.stellarticker.webhooksender.metrics.SenderMetrics;
import org.stellarticker.webhooksender.send.WebhookClient.UntrustedRules;

class SendingIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Trades ALL = new Trades(new TradePair(XLM, USD), Optional.empty());

    private final DeliveryStore deliveries = new DeliveryStore();
    private final List<Receiver> receivers = new ArrayList<>();
    private Subscribers subscribers;
    private @Nullable Sender sender;

    @BeforeEach
    void begin() {
        db.clear();
        subscribers = new Subscribers(db);
    }

    @AfterEach
    void end() throws Exception {
        if (sender != null) {
            sender.close();
        }
        receivers.forEach(Receiver::close);
    }

    /** The sending part of the program, in threads of its own. */
    private static final class Sender {
        private final Stop stop = new Stop();
        private final LeaderElection election = db.database().leadership("webhook-sending");
        private final Notifications signals = db.database().listen(DeliveryStore.CHANNEL);
        private final WebhookClient client;
        private final List<Thread> threads;
        private final Progress signalled = new Progress("messages", Clock.systemUTC());

        Sender(String trusted) {
            client = new WebhookClient(
                    WebhookUrls.parse(trusted),
                    Duration.ofSeconds(15),
                    new UntrustedRules(Dns.SYSTEM, PublicAddresses::isPublic));
            var clock = Clock.systemUTC();
            var sending = new Sending(
                    db.database(),
                    election,
                    client,
                    new SenderMetrics(new SimpleMeterRegistry()),
                    new WorkContext(new Progress("sending", clock), clock, stop));
            threads = List.of(
                    Thread.ofPlatform().start(() -> follow(sending)),
                    Thread.ofPlatform().start(() -> follow(sending.wokenBy(signals, signalled))));
        }

        private void follow(Follower follower) {
            try {
                follower.follow(stop);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        void close() throws InterruptedException {
            stop.request();
            for (Thread thread : threads) {
                thread.join(SOON);
            }
            election.close();
            signals.close();
            client.close();
        }
    }

    private Receiver receiver(Function<Receiver.Received, Integer> answer) throws Exception {
        var receiver = new Receiver(answer);
        receivers.add(receiver);
        return receiver;
    }

    @Test
    void anOriginWithAnAddressIsAskedThere() throws Exception {
        Receiver receiver = receiver(_ -> 204);
        long subscription = subscribers.webhook(ALL, "https://hooks.example/hook", false, NOON);
        sender = new Sender("https://hooks.example=" + receiver.origin());
        send(subscription, 1, 1);

        awaitNoneWaiting(subscription);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void theLoopOfSignalsSaysThatItGoesOn() {
        start();

        await().atMost(SOON)
                .until(() -> requireNonNull(sender).signalled.report().state() == ProgramState.RUNNING);
    }

    private void start() {
        sender = new Sender(
                String.join(",", receivers.stream().map(Receiver::origin).toList()));
    }

    private long subscribe(Receiver to, boolean ordered) {
        return subscribers.webhook(ALL, to.origin() + "/hook", ordered, NOON);
    }

    private void send(long subscription, int from, int messages) {
        db.database()
                .commit(tx -> deliveries.add(
                        tx,
                        IntStream.range(from, from + messages)
                                .mapToObj(n -> new NewDelivery(
                                        subscription,
                                        "trade-" + n,
                                        "trade",
                                        OptionalInt.empty(),
                                        NOON.plusSeconds(n),
                                        "{\"n\":" + n + "}",
                                        /* streamed= */ false))
                                .toList(),
                        Clock.systemUTC().instant()));
    }

    private List<Delivery> messages(long subscription) {
        return db.database().transaction(tx -> deliveries.listAfter(tx, subscription, 0, 10_000));
    }

    private void awaitNoneWaiting(long subscription) {
        await().atMost(SOON)
                .until(() -> messages(subscription).stream().noneMatch(one -> one.state() == DeliveryState.WAITING));
    }

    @Test
    void aMessageIsSignedSoThatTheReferenceLibraryVerifiesItAndSavedAsDelivered() throws Exception {
        Receiver receiver = receiver(_ -> 204);
        long subscription = subscribe(receiver, false);
        start();
        send(subscription, 1, 3);
        awaitNoneWaiting(subscription);

        var verifier = new Webhook(Subscribers.SECRET);
        for (var message : receiver.received()) {
            verifier.verify(message.body(), message.headers());
            assertThat(message.headers().get("Content-type")).containsExactly("application/json");
        }
        assertThat(receiver.received())
                .extracting(Receiver.Received::id)
                .containsExactlyInAnyOrder(
                        "msg_" + subscription + "_trade-1",
                        "msg_" + subscription + "_trade-2",
                        "msg_" + subscription + "_trade-3");
        assertThat(messages(subscription)).allSatisfy(message -> {
            assertThat(message.state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(message.finishedAt()).isPresent();
            assertThat(message.nextAt()).isEmpty();
        });
        List<DeliveryAttempt> attempts = db.database()
                .transaction(tx -> deliveries.listAttempts(
                        tx, messages(subscription).stream().map(Delivery::id).toList()));
        assertThat(attempts)
                .hasSize(3)
                .allMatch(one -> one.status().getAsInt() == 204 && one.problem().isEmpty());
    }

    @Test
    void afterARotationBothSecretsVerifyUntilTheOldOneEnds() throws Exception {
        Receiver receiver = receiver(_ -> 200);
        long subscription = subscribe(receiver, false);
        String fresh = "whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldy1zZWNyZXQ=";
        rotate(subscription, fresh, Clock.systemUTC().instant().plusSeconds(3600));
        start();
        send(subscription, 1, 1);
        awaitNoneWaiting(subscription);
        rotate(subscription, fresh, NOON);
        send(subscription, 2, 1);
        awaitNoneWaiting(subscription);

        var first = receiver.received().getFirst();
        new Webhook(fresh).verify(first.body(), first.headers());
        new Webhook(Subscribers.SECRET).verify(first.body(), first.headers());
        var second = receiver.received().getLast();
        new Webhook(fresh).verify(second.body(), second.headers());
        assertThat(catchThrowable(() -> new Webhook(Subscribers.SECRET).verify(second.body(), second.headers())))
                .isNotNull();
    }

    private void rotate(long subscription, String secret, Instant until) {
        EventSubscription old = subscribers.get(subscription);
        var webhook = old.webhook().orElseThrow();
        subscribers.save(new EventSubscription(
                old.id(),
                old.accountId(),
                old.name(),
                old.filter(),
                Optional.of(new org.stellarticker.db.subscription.Webhook(
                        webhook.url(),
                        webhook.ordered(),
                        new WebhookSecrets(secret, Optional.of(Subscribers.SECRET), Optional.of(until)))),
                old.active(),
                old.pause(),
                old.createdAt(),
                old.changedAt(),
                old.enabledAt(),
                old.endsAt(),
                false,
                old.afterEvent(),
                0));
    }

    @Test
    void whatIsNotReceivedIsSentAgainBySchedule() throws Exception {
        var statuses = new ConcurrentHashMap<String, Integer>();
        Receiver receiver = receiver(request -> statuses.merge(request.id(), 1, Integer::sum) == 1 ? 500 : 200);
        Receiver redirects = receiver(_ -> 302);
        Receiver busy = receiver(_ -> 429);
        long subscription = subscribe(receiver, false);
        long redirected = subscribe(redirects, false);
        long refused = subscribe(busy, false);
        start();
        send(subscription, 1, 1);
        send(redirected, 1, 1);
        send(refused, 1, 1);
        await().atMost(SOON)
                .until(() -> messages(refused).getFirst().attempts() == 1
                        && messages(redirected).getFirst().attempts() == 1);

        assertThat(redirects.received()).as("a redirect is not followed").hasSize(1);
        Delivery asked = messages(refused).getFirst();
        assertThat(asked.state()).isEqualTo(DeliveryState.WAITING);
        assertThat(asked.nextAt().orElseThrow())
                .as("Retry-After")
                .isAfter(Clock.systemUTC().instant().plusSeconds(3000));

        awaitNoneWaiting(subscription);
        assertThat(receiver.received()).as("the second try, after five seconds").hasSize(2);
        assertThat(receiver.received().getFirst().id())
                .isEqualTo(receiver.received().getLast().id());
    }

    @Test
    void afterTheEighthTryAMessageIsDeadAndTheOwnerSeesWhy() throws Exception {
        Receiver receiver = receiver(_ -> 410);
        long subscription = subscribe(receiver, false);
        send(subscription, 1, 1);
        db.execute("update delivery set tries = 7, attempts = 7");
        start();
        awaitNoneWaiting(subscription);

        assertThat(messages(subscription).getFirst().state()).isEqualTo(DeliveryState.DEAD);
        DeliveryStore.Endpoint endpoint = db.database().transaction(tx -> deliveries.endpoint(tx, subscription));
        assertThat(endpoint.problem()).isEqualTo("answered 410");
        assertThat(endpoint.failingSince()).isPresent();
    }

    @Test
    void aFaultOfTheSenderIsAFailedAttemptAndHoldsUpNothing() throws Exception {
        Receiver receiver = receiver(_ -> 200);
        long subscription = subscribe(receiver, true);
        db.execute("update subscription set secret = ''");
        send(subscription, 1, 1);
        db.execute("update delivery set tries = 7, attempts = 7");
        start();
        awaitNoneWaiting(subscription);
        assertThat(messages(subscription).getFirst().state()).isEqualTo(DeliveryState.DEAD);
        assertThat(db.database()
                        .transaction(tx -> deliveries.endpoint(tx, subscription))
                        .problem())
                .startsWith("the sender failed: ");

        db.execute("update subscription set secret = '" + Subscribers.SECRET + "'");
        send(subscription, 2, 1);
        awaitNoneWaiting(subscription);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void anOrderedSubscriptionGetsItsMessagesOneAfterTheOtherAlsoAfterAFailure() throws Exception {
        var failed = new HashSet<String>();
        Receiver receiver = receiver(request -> {
            synchronized (failed) {
                return request.id().endsWith("-20") && failed.add(request.id()) ? 503 : 200;
            }
        });
        long subscription = subscribe(receiver, true);
        start();
        send(subscription, 1, 40);
        awaitNoneWaiting(subscription);

        assertThat(receiver.mostAtATime()).isEqualTo(1);
        assertThat(receiver.received().stream()
                        .map(one -> one.id().replaceAll(".*-", ""))
                        .distinct())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList());
        assertThat(receiver.received()).hasSize(41);
    }

    @Test
    void receiversThatHangDelayNoOthers() throws Exception {
        var hang = new CountDownLatch(1);
        Receiver dead = receiver(_ -> {
            try {
                hang.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            return -1;
        });
        Receiver quick = receiver(_ -> 200);
        var stuck = new ArrayList<Long>();
        for (int i = 0; i < 40; i++) {
            stuck.add(subscribe(dead, false));
            send(stuck.getLast(), 1, 20);
        }
        long alive = subscribe(quick, false);
        start();
        await().atMost(SOON).until(() -> dead.received().size() > 1);
        long begin = System.nanoTime();
        send(alive, 1, 300);
        awaitNoneWaiting(alive);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        hang.countDown();

        assertThat(dead.mostAtATime()).isLessThanOrEqualTo(2);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(quick.received()).hasSize(300);
    }

    @Test
    void nothingIsSentWhileTheAccountIsDisabled() throws Exception {
        Receiver receiver = receiver(_ -> 200);
        long subscription = subscribe(receiver, false);
        long ordered = subscribe(receiver, true);
        subscribers.disableAccount(true);
        start();
        send(subscription, 1, 2);
        send(ordered, 1, 2);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(receiver.received()).isEmpty();

        subscribers.disableAccount(false);
        awaitNoneWaiting(subscription);
        awaitNoneWaiting(ordered);
        assertThat(receiver.received()).hasSize(4);
    }

    @Test
    void nothingIsSentWhileTheOperatorPausesASubscription() throws Exception {
        Receiver receiver = receiver(_ -> 200);
        long paused = subscribe(receiver, false);
        long ordered = subscribe(receiver, true);
        long other = subscribe(receiver, false);
        for (long subscription : List.of(paused, ordered)) {
            subscribers.pause(subscription, true);
            send(subscription, 1, 2);
        }
        start();
        send(other, 1, 1);
        awaitNoneWaiting(other);
        assertThat(receiver.received()).hasSize(1);

        for (long subscription : List.of(paused, ordered)) {
            subscribers.pause(subscription, false);
            awaitNoneWaiting(subscription);
        }
        assertThat(receiver.received()).hasSize(5);
    }

    @Test
    void anEndpointWithOneDeadMessageAndNoneSinceIsNotDisabled() throws Exception {
        Receiver receiver = receiver(_ -> 200);
        long subscription = subscribe(receiver, false);
        long other = subscribe(receiver, false);
        db.execute("insert into endpoint_state (subscription_id, failing_since, failed_at, problem) values ("
                + subscription + ", now() - interval '131 hours', now() - interval '103 hours', 'answered 500'), ("
                + other + ", now() - interval '131 hours', now(), 'answered 500')");
        start();
        await().atMost(SOON).until(() -> disabled(other));

        assertThat(disabled(subscription)).isFalse();
    }

    private boolean disabled(long subscription) {
        return db.database()
                .transaction(tx -> deliveries.endpoint(tx, subscription))
                .disabledAt()
                .isPresent();
    }

    @Test
    void failuresBeforeTheOwnerEnabledAnEndpointCountNoMore() throws Exception {
        Receiver receiver = receiver(_ -> 500);
        long subscription = subscribe(receiver, false);
        Instant begin = Clock.systemUTC().instant();
        db.execute("insert into endpoint_state (subscription_id, failing_since, failed_at, problem) values ("
                + subscription + ", now() - interval '110 hours', now() - interval '90 hours', 'answered 500')");
        db.execute("update subscription set enabled_at = now()");
        send(subscription, 1, 1);
        start();
        await().atMost(SOON).until(() -> messages(subscription).getFirst().attempts() > 0);

        DeliveryStore.Endpoint endpoint = db.database().transaction(tx -> deliveries.endpoint(tx, subscription));
        assertThat(endpoint.failingSince().orElseThrow()).isAfter(begin.minusSeconds(60));
        assertThat(disabled(subscription)).isFalse();
    }

    @Test
    void anEndpointThatFailsForFiveDaysIsDisabledUntilItsOwnerEnablesIt() throws Exception {
        Receiver receiver = receiver(_ -> 200);
        long subscription = subscribe(receiver, false);
        send(subscription, 1, 2);
        Instant now = Clock.systemUTC().instant();
        db.execute("update delivery set next_at = now() + interval '1 hour'");
        db.execute("insert into endpoint_state (subscription_id, failing_since, failed_at, problem) values ("
                + subscription + ", now() - interval '121 hours', now(), 'answered 500')");
        start();
        awaitNoneWaiting(subscription);
        assertThat(messages(subscription)).extracting(Delivery::state).containsOnly(DeliveryState.DEAD);
        assertThat(db.database()
                        .transaction(tx -> deliveries.endpoint(tx, subscription))
                        .disabledAt())
                .isPresent();
        send(subscription, 3, 1);
        long other = subscribe(receiver, false);
        send(other, 1, 1);
        awaitNoneWaiting(other);
        assertThat(receiver.received())
                .as("nothing is sent to a disabled endpoint")
                .hasSize(1);

        EventSubscription old = subscribers.get(subscription);
        subscribers.save(new EventSubscription(
                old.id(),
                old.accountId(),
                old.name(),
                old.filter(),
                old.webhook(),
                true,
                old.pause(),
                old.createdAt(),
                now,
                now.plusSeconds(60),
                old.endsAt(),
                false,
                old.afterEvent(),
                0));
        awaitNoneWaiting(subscription);
        assertThat(messages(subscription).getLast().state()).isEqualTo(DeliveryState.DELIVERED);
    }
}
