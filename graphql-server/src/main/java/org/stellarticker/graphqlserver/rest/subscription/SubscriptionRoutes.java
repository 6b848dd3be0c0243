package org.stellarticker.graphqlserver.rest.subscription;

import static java.util.stream.Collectors.groupingBy;
import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryAttempt;
import org.stellarticker.db.subscription.DeliveryState;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v1/subscriptions}: what the caller's account subscribed to, and what was delivered. */
final class SubscriptionRoutes {

    private static final String PATH = "/api/v1/subscriptions";
    private static final String ONE = PATH + "/{id}";
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final SubscriptionConfig config;
    private final AccountDatabase database;
    private final Callers callers;
    private final RequestLimits limits;

    private final SubscriptionParameters parameters;
    private final SubscriptionChanges changes;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final BacklogStore backlog = new BacklogStore();

    /** @param limits of all routes about subscriptions */
    SubscriptionRoutes(
            SubscriptionConfig config, AccountDatabase database, Callers callers, Clock clock, RequestLimits limits) {
        this.config = config;
        this.database = database;
        this.callers = callers;
        this.limits = limits;
        this.parameters = new SubscriptionParameters(config.urls(), clock);
        this.changes = new SubscriptionChanges(clock);
    }

    void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH, unlessAway(this::list)).within(limits))
                .add(Route.post(PATH, unlessAway(this::create)).within(limits))
                .add(Route.get(ONE, unlessAway(this::one)).within(limits))
                .add(Route.patch(ONE, unlessAway(this::change)).within(limits))
                .add(Route.delete(ONE, unlessAway(this::delete)).within(limits))
                .add(Route.post(ONE + "/secret", unlessAway(this::rotate)).within(limits))
                .add(Route.post(ONE + "/test", unlessAway(this::test)).within(limits))
                .add(Route.post(ONE + "/replay", unlessAway(this::replay)).within(limits))
                .add(Route.get(ONE + "/deliveries", unlessAway(this::listDeliveries))
                        .within(limits));
    }

    private Caller caller(ApiRequest request) throws RequestException, InterruptedException {
        return caller(config, callers, request);
    }

    static Caller caller(SubscriptionConfig config, Callers callers, ApiRequest request)
            throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.SUBSCRIBE);
        if (!config.on()) {
            throw new RequestException(404, "subscriptions are off here; the operator turns them on (SUBSCRIPTIONS)");
        }
        return caller;
    }

    private record Paged(Optional<Long> cursor, int limit) {

        static Paged read(RequestParameters in) {
            return new Paged(
                    in.value("cursor", "next_cursor of a page", SubscriptionParameters::number)
                            .optional(),
                    in.wholeNumber("limit", 1, MOST).or(USUAL));
        }

        Optional<String> next(int found, long last) {
            return found < limit ? Optional.empty() : Optional.of(Long.toString(last));
        }
    }

    private SubscriptionForms.Shown shown(Transaction tx, EventSubscription subscription) {
        return new SubscriptionForms.Shown(
                subscription,
                subscription.webhook().map(_ -> deliveries.endpoint(tx, subscription.id())),
                backlog.findDropped(tx, subscription.id()));
    }

    private Reply list(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = caller(request);
        record Asked(Paged page, Optional<Long> account) {}
        Asked asked = request.read(in -> new Asked(
                Paged.read(in),
                in.value("account", "the number of an account", SubscriptionParameters::number)
                        .optional()));
        long account = asked.account().orElse(caller.accountId());
        if (account != caller.accountId() && !caller.may(Scope.ADMIN)) {
            throw new RequestException(403, "expected the caller's own account, or a key with the scope admin");
        }
        List<SubscriptionForms.Shown> found = database.transaction(
                tx -> subscriptions
                        .list(
                                tx,
                                account,
                                asked.page().cursor().orElse(0L),
                                asked.page().limit())
                        .stream()
                        .map(one -> shown(tx, one))
                        .toList());
        return SubscriptionForms.list(
                found,
                found.isEmpty()
                        ? Optional.empty()
                        : asked.page()
                                .next(
                                        found.size(),
                                        found.getLast().subscription().id()));
    }

    private Reply create(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = caller(request);
        SubscriptionParameters.Wanted wanted = request.readBody(parameters::wanted);
        record Made(SubscriptionForms.Shown shown, Optional<String> secret) {}
        Made made = database.change(tx -> {
            SubscriptionChanges.WithSecret added = changes.add(tx, caller, wanted);
            return new Made(shown(tx, added.subscription()), added.secret());
        });
        return SubscriptionForms.created(made.shown(), made.secret());
    }

    private Reply one(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = caller(request);
        long id = SubscriptionParameters.id(request);
        return SubscriptionForms.one(database.change(tx -> shown(tx, changes.get(tx, caller, id))));
    }

    private Reply change(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = caller(request);
        long id = SubscriptionParameters.id(request);
        SubscriptionParameters.Change change = request.readBody(parameters::change);
        return SubscriptionForms.one(database.change(tx -> shown(tx, changes.change(tx, caller, id, change))));
    }

    private Reply delete(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = caller(request);
        long id = SubscriptionParameters.id(request);
        database.change(tx -> {
            changes.delete(tx, caller, id);
            return true;
        });
        return new Reply.Whole(204, "application/json", ByteBuffer.allocate(0)).notCached();
    }

    private Reply rotate(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = caller(request);
        long id = SubscriptionParameters.id(request);
        SubscriptionChanges.WithSecret rotated = database.change(tx -> changes.rotate(tx, caller, id));
        return SubscriptionForms.reply(200, json -> {
            json.writeStartObject();
            Json.writeText(json, "secret", rotated.secret());
            Json.writeText(
                    json,
                    "previous_secret_until",
                    rotated.subscription()
                            .webhook()
                            .flatMap(webhook -> webhook.secrets().previousUntil())
                            .map(Instant::toString));
            json.writeEndObject();
        });
    }

    private Reply test(ApiRequest request) throws RequestException, InterruptedException {
        return accepted(request, Optional.empty());
    }

    private Reply replay(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        return accepted(request, Optional.of(request.readBody(SubscriptionParameters::replay)));
    }

    private Reply accepted(ApiRequest request, Optional<SubscriptionParameters.Replay> replay)
            throws RequestException, InterruptedException {
        Caller caller = caller(request);
        long id = SubscriptionParameters.id(request);
        database.change(tx -> {
            changes.request(tx, caller, id, replay);
            return true;
        });
        return SubscriptionForms.reply(202, json -> {
            json.writeStartObject();
            json.writeNumberField("subscription_id", id);
            json.writeEndObject();
        });
    }

    private Reply listDeliveries(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = caller(request);
        long id = SubscriptionParameters.id(request);
        var states = new LinkedHashMap<String, DeliveryState>();
        for (DeliveryState state : DeliveryState.values()) {
            states.put(state.word(), state);
        }
        record Asked(Paged page, DeliveryStore.Question question) {}
        Asked asked = request.read(in -> {
            Paged page = Paged.read(in);
            return new Asked(
                    page,
                    new DeliveryStore.Question(
                            id,
                            page.cursor(),
                            in.choice("state", states).optional(),
                            in.time("from").optional(),
                            in.time("to").optional()));
        });
        record Found(List<Delivery> page, Map<Long, List<DeliveryAttempt>> attempts) {}
        Found found = database.change(tx -> {
            changes.get(tx, caller, id);
            List<Delivery> page =
                    deliveries.list(tx, asked.question(), asked.page().limit());
            return new Found(
                    page,
                    deliveries.listAttempts(tx, page.stream().map(Delivery::id).toList()).stream()
                            .collect(groupingBy(DeliveryAttempt::deliveryId)));
        });
        return SubscriptionForms.deliveries(
                found.page(),
                found.attempts(),
                found.page().isEmpty()
                        ? Optional.empty()
                        : asked.page()
                                .next(
                                        found.page().size(),
                                        found.page().getLast().id()));
    }
}
