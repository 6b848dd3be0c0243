package org.stellarticker.graphqlserver.rest.subscription;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.OperatedSubscriptions;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v1/admin/subscriptions}: the subscriptions of all accounts, to be paused, resumed and deleted. */
final class AdminSubscriptionRoutes {

    private static final String PATH = "/api/v1/admin/subscriptions";
    private static final String ONE = PATH + "/{id}";
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final AccountDatabase database;
    private final Callers callers;
    private final RequestLimits limits;
    private final OperatedSubscriptions operated;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final BacklogStore backlog = new BacklogStore();

    /** @param limits of all routes about subscriptions */
    AdminSubscriptionRoutes(AccountDatabase database, Callers callers, RequestLimits limits, Clock clock) {
        this.database = database;
        this.callers = callers;
        this.limits = limits;
        this.operated = new OperatedSubscriptions(clock);
    }

    void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH, unlessAway(this::list)).within(limits))
                .add(Route.patch(ONE, unlessAway(this::change)).within(limits))
                .add(Route.delete(ONE, unlessAway(this::delete)).within(limits));
    }

    private SubscriptionForms.Shown shown(Transaction tx, EventSubscription subscription) {
        return new SubscriptionForms.Shown(
                subscription,
                subscription.webhook().map(_ -> deliveries.endpoint(tx, subscription.id())),
                backlog.findDropped(tx, subscription.id()));
    }

    private record Asked(Optional<Long> account, long cursor, int limit) {}

    private Reply list(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.ADMIN);
        Asked asked = request.read(in -> new Asked(
                in.value("account", "the number of an account", SubscriptionParameters::number)
                        .optional(),
                in.value("cursor", "next_cursor of a page", SubscriptionParameters::number)
                        .or(0L),
                in.wholeNumber("limit", 1, MOST).or(USUAL)));
        List<SubscriptionForms.OwnedShown> page = database.transaction(tx ->
                subscriptions.listOwned(tx, asked.account(), asked.cursor(), asked.limit()).stream()
                        .map(owned ->
                                new SubscriptionForms.OwnedShown(owned.account(), shown(tx, owned.subscription())))
                        .toList());
        return SubscriptionForms.listOwned(
                page,
                page.size() < asked.limit()
                        ? Optional.empty()
                        : Optional.of(Long.toString(
                                page.getLast().shown().subscription().id())));
    }

    private Reply change(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.ADMIN);
        long id = SubscriptionParameters.id(request);
        record Wanted(boolean active, String reason) {}
        Wanted wanted = request.readBody(in -> new Wanted(
                in.flag("active").required(),
                in.text("reason", OperatedSubscriptions.LONGEST_REASON).or("")));
        return SubscriptionForms.one(database.change(tx -> shown(
                tx,
                wanted.active()
                        ? operated.resume(tx, caller.actor(), id)
                        : operated.pause(tx, caller.actor(), id, wanted.reason()))));
    }

    private Reply delete(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.ADMIN);
        long id = SubscriptionParameters.id(request);
        database.change(tx -> {
            operated.delete(tx, caller.actor(), id);
            return true;
        });
        return new Reply.Whole(204, "application/json", ByteBuffer.allocate(0)).notCached();
    }
}
