package org.stellarticker.graphqlserver.rest.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.StreamWriter;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.ServerSentEvent;

/**
 * {@code /api/v1/subscriptions/{id}/stream}: the messages of a subscription as server-sent events. All of them are stored, so that a
 * client that comes back with {@code Last-Event-ID} misses none.
 */
final class DeliveryStreamRoute {

    private static final String PATH = "/api/v1/subscriptions/{id}/stream";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** Clients that begin, not those that listen. */
    private static final RequestLimits LIMITS = new RequestLimits(
            0,
            Duration.ofSeconds(30),
            Optional.of(new FairTurns("delivery streams", new FairTurns.Bounds(2, 2_000, 50, Duration.ofSeconds(30)))));

    /** How often the key is checked. With the time that callers are kept for, a revoked key stops within five seconds. */
    private static final Duration CHECK = Duration.ofMillis(1_500);

    /** Checks of the key to one of the subscription, which takes a look at the database. */
    private static final int CHECKS = 10;

    private static final int PAGE = 100;
    private static final int MOST_STREAMS = 5;
    private static final long RETRY_MILLIS = 2_000;

    private final SubscriptionConfig config;
    private final AccountDatabase database;
    private final Callers callers;
    private final DeliveryFeed feed;
    private final SubscriptionChanges changes;
    private final DeliveryStore deliveries = new DeliveryStore();

    DeliveryStreamRoute(
            SubscriptionConfig config,
            AccountDatabase database,
            Callers callers,
            DeliveryFeed feed,
            SubscriptionChanges changes) {
        this.config = config;
        this.database = database;
        this.callers = callers;
        this.feed = feed;
        this.changes = changes;
    }

    void addTo(Routes routes) {
        routes.add(Route.get(PATH, unlessAway(this::reply)).within(LIMITS));
    }

    private Reply reply(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = SubscriptionRoutes.caller(config, callers, request);
        long id = SubscriptionParameters.id(request);
        Optional<Long> last = lastEvent(request);
        EventSubscription subscription = database.change(tx -> changes.get(tx, caller, id));
        if (subscription.webhook().isPresent()) {
            throw new RequestException(409, "expected a subscription by stream, found one by webhook");
        }
        long after = last.isPresent() ? last.get() : database.transaction(deliveries::newest);
        // Counted when it is written, for not every reply is: a HEAD has none, and a client may be gone.
        if (feed.isFull(id, MOST_STREAMS)) {
            throw new RequestException(
                    Problem.of(429, "expected at most " + MOST_STREAMS + " streams of a subscription")
                            .with("Retry-After", "10"));
        }
        return new Reply.Streamed(ServerSentEvent.MEDIA_TYPE, out -> write(request, id, after, out));
    }

    private static Optional<Long> lastEvent(ApiRequest request) throws RequestException {
        Optional<String> given = request.header(LAST_EVENT_ID).filter(text -> !text.isEmpty());
        Optional<Long> id = given.filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
        if (given.isPresent() && id.isEmpty()) {
            throw new RequestException(
                    Problem.of(List.of(new Fault(LAST_EVENT_ID, given.get(), "the id of an event of this stream"))));
        }
        return id;
    }

    /** Writes until the client goes away, the program ends, or the key or the subscription does. */
    private void write(ApiRequest request, long id, long from, StreamWriter out)
            throws ClientGone, InterruptedException {
        if (!feed.tryOpen(id, MOST_STREAMS)) {
            out.write(ServerSentEvent.comment("the subscription has " + MOST_STREAMS + " other streams"));
            return;
        }
        long after = from;
        try {
            out.write(ServerSentEvent.retry(RETRY_MILLIS));
            // A client that loses the stream before its first message goes on from here, not behind what came
            // meanwhile.
            out.write(ServerSentEvent.id(Long.toString(from)));
            for (int check = 0; isAllowed(request, id, check % CHECKS == 0); check++) {
                long last = after;
                List<Delivery> page = database.transaction(tx -> deliveries.listAfter(tx, id, last, PAGE));
                for (Delivery message : page) {
                    out.write(event(message));
                    after = message.id();
                }
                while (page.size() < PAGE && feed.isQuiet(id, after, CHECK)) {
                    check++;
                    // Finds out whether the client is still there.
                    out.write(ServerSentEvent.heartbeat());
                    if (!isAllowed(request, id, check % CHECKS == 0)) {
                        return;
                    }
                }
            }
        } catch (DatabaseAway passing) {
            out.write(ServerSentEvent.comment("the database does not answer; connect again with Last-Event-ID"));
        } finally {
            feed.close(id);
        }
    }

    private boolean isAllowed(ApiRequest request, long id, boolean looks) throws InterruptedException {
        if (feed.isEnded()) {
            return false;
        }
        try {
            Caller caller = SubscriptionRoutes.caller(config, callers, request);
            if (looks) {
                database.change(tx -> changes.get(tx, caller, id));
            }
            return true;
        } catch (RequestException ended) {
            return false;
        }
    }

    private static ByteBuffer event(Delivery message) {
        return ByteBuffer.wrap(
                ("id: " + message.id() + "\nevent: " + message.type() + "\ndata: " + message.payload() + "\n\n")
                        .getBytes(UTF_8));
    }
}
