package org.stellarticker.graphqlserver.rest.account;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.stellarticker.daemon.settings.SettingsForms;
import org.stellarticker.db.account.ApiKeyRow;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v1/keys}: the keys of the caller's account. */
public final class KeyRoutes {

    private static final String PATH = "/api/v1/keys";
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final AccountDatabase database;
    private final Callers callers;
    private final Clock clock;
    private final RequestLimits limits;
    private final ApiKeyStore rows = new ApiKeyStore();
    private final Keys keys;

    /** @param limits of all routes about accounts */
    public KeyRoutes(AccountDatabase database, Callers callers, Clock clock, RequestLimits limits) {
        this.database = database;
        this.callers = callers;
        this.clock = clock;
        this.limits = limits;
        this.keys = new Keys(clock);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH, unlessAway(this::list)).within(limits))
                .add(Route.post(PATH, unlessAway(this::create)).within(limits))
                .add(Route.post(PATH + "/{id}/rotate", unlessAway(this::rotate)).within(limits))
                .add(Route.delete(PATH + "/{id}", unlessAway(this::revoke)).within(limits));
    }

    private Reply list(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.READ);
        return AccountForms.list(
                AccountForms.KEY, database.transaction(tx -> rows.listOfAccount(tx, caller.accountId())));
    }

    private Reply create(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.READ);
        Keys.Wanted wanted = request.readBody(in ->
                KeyParameters.wanted(in, clock, caller.scopes(), caller.quotaPerMinute(), caller.quotaPerMinute()));
        return AccountForms.created(database.change(tx -> keys.create(tx, caller.actor(), caller.accountId(), wanted)));
    }

    private Reply rotate(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.READ);
        ApiKeyRow key = own(request, caller);
        Duration overlap = request.readBody(in -> in.value(
                        "overlap",
                        "a duration up to 30d, such as 30s, 5m, 2h or 3d",
                        text -> Optional.of(SettingsForms.duration(text))
                                .filter(found -> found.compareTo(LONGEST_OVERLAP) <= 0))
                .or(USUAL_OVERLAP));
        return AccountForms.created(database.change(tx -> keys.rotate(tx, caller.actor(), key, overlap)));
    }

    private Reply revoke(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.READ);
        ApiKeyRow key = own(request, caller);
        database.change(tx -> {
            keys.revoke(tx, caller.actor(), key.id());
            return true;
        });
        return AccountForms.nothing();
    }

    /** Returns the key of the path, when it belongs to the caller's account and allows no more than the caller's. */
    private ApiKeyRow own(ApiRequest request, Caller caller) throws RequestException {
        long id = KeyParameters.id(request);
        ApiKeyRow key = database.transaction(tx -> rows.find(tx, id))
                .filter(found -> found.accountId() == caller.accountId())
                .orElseThrow(() -> new RequestException(404, "expected a key of this account, found \"" + id + "\""));
        if (!Scope.texts(caller.scopes()).containsAll(key.scopes())) {
            throw new RequestException(
                    403,
                    "expected a key that allows no more than the caller's, found one with "
                            + String.join(", ", key.scopes()));
        }
        return key;
    }
}
