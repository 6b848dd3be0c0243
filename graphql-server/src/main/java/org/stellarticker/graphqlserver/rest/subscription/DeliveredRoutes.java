package org.stellarticker.graphqlserver.rest.subscription;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryArchive;
import org.stellarticker.db.subscription.DeliveryState;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/**
 * {@code /api/v1/events/delivered} and {@code /api/v1/admin/deliveries}: the archive of messages, of the caller's account or of
 * all, the newest first.
 */
final class DeliveredRoutes {

    private static final String OWN = "/api/v1/events/delivered";
    private static final String ALL = "/api/v1/admin/deliveries";
    private static final int MOST = 100;
    private static final int USUAL = 50;

    private final AccountDatabase database;
    private final Callers callers;
    private final RequestLimits limits;
    private final DeliveryArchive archive = new DeliveryArchive();
    private final MarketStore markets = new MarketStore();

    /** @param limits of all routes about subscriptions */
    DeliveredRoutes(AccountDatabase database, Callers callers, RequestLimits limits) {
        this.database = database;
        this.callers = callers;
        this.limits = limits;
    }

    void addTo(Routes routes) {
        routes.errorsBelow(OWN, ErrorForm.PROBLEM_JSON)
                .errorsBelow(ALL, ErrorForm.PROBLEM_JSON)
                .add(Route.get(OWN, unlessAway(this::own)).within(limits))
                .add(Route.get(ALL, unlessAway(this::all)).within(limits));
    }

    private record Asked(
            Optional<TradePair> market,
            Optional<Long> cursor,
            Optional<String> type,
            Optional<DeliveryState> state,
            Optional<Instant> from,
            Optional<Instant> to,
            int limit) {

        static Asked read(RequestParameters in) {
            Map<String, String> types = new LinkedHashMap<>();
            for (SubscriptionType type : SubscriptionType.values()) {
                types.put(type.word(), type.word());
            }
            types.put("test", "test");
            Map<String, DeliveryState> states = new LinkedHashMap<>();
            for (DeliveryState state : DeliveryState.values()) {
                states.put(state.word(), state);
            }
            return new Asked(
                    EventsRoute.market(in),
                    in.value("cursor", "next_cursor of a page", SubscriptionParameters::number)
                            .optional(),
                    in.choice("type", types).optional(),
                    in.choice("state", states).optional(),
                    in.time("from").optional(),
                    in.time("to").optional(),
                    in.wholeNumber("limit", 1, MOST).or(USUAL));
        }

        DeliveryArchive.Question of(Optional<Long> account, OptionalInt pairId) {
            return new DeliveryArchive.Question(account, cursor, type, pairId, state, from, to);
        }
    }

    private Reply own(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.SUBSCRIBE);
        Asked asked = request.read(Asked::read);
        return reply(asked, Optional.of(caller.accountId()));
    }

    private record OfAccount(Asked asked, Optional<Long> account) {}

    private Reply all(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.ADMIN);
        OfAccount asked = request.read(in -> new OfAccount(
                Asked.read(in),
                in.value("account", "the number of an account", SubscriptionParameters::number)
                        .optional()));
        return reply(asked.asked(), asked.account());
    }

    private Reply reply(Asked asked, Optional<Long> account) {
        List<Delivery> page = database.transaction(tx -> list(tx, asked, account));
        return SubscriptionForms.archived(
                page,
                page.size() < asked.limit()
                        ? Optional.empty()
                        : Optional.of(Long.toString(page.getLast().id())));
    }

    /** Nothing is known of a market that never traded. */
    private List<Delivery> list(Transaction tx, Asked asked, Optional<Long> account) {
        OptionalInt pairId = OptionalInt.empty();
        if (asked.market().isPresent()) {
            var market = markets.find(tx, asked.market().get());
            if (market.isEmpty()) {
                return List.of();
            }
            pairId = OptionalInt.of(market.get().pairId());
        }
        return archive.list(tx, asked.of(account, pairId), asked.limit());
    }
}
