package org.stellarticker.graphqlserver.rest.account;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.account.ApiKeyRow;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.db.account.KeyUsageStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUps;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v1/accounts} and {@code /api/v1/usage}: the caller's account, and what its keys used. */
public final class AccountRoutes {

    private static final String PATH = "/api/v1";
    private static final int LONGEST_INVITE = 100;
    private static final Duration SHOWN = Duration.ofHours(1);

    private static final RowForm<KeyUsageStore.Counted> USAGE = new RowForm.Builder<KeyUsageStore.Counted>()
            .number("key_id", KeyUsageStore.Counted::keyId)
            .time("minute", KeyUsageStore.Counted::minute)
            .number("used", KeyUsageStore.Counted::used)
            .number("refused", KeyUsageStore.Counted::refused)
            .build();

    private final AccountDatabase database;
    private final Callers callers;
    private final SignUps signUps;
    private final Clock clock;
    private final RequestLimits limits;
    private final AccountStore accounts = new AccountStore();
    private final ApiKeyStore keys = new ApiKeyStore();
    private final KeyUsageStore usage = new KeyUsageStore();

    /** @param limits of all routes about accounts */
    public AccountRoutes(
            AccountDatabase database, Callers callers, SignUps signUps, Clock clock, RequestLimits limits) {
        this.database = database;
        this.callers = callers;
        this.signUps = signUps;
        this.clock = clock;
        this.limits = limits;
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.post(PATH + "/accounts", unlessAway(this::signUp)).within(limits))
                .add(Route.get(PATH + "/accounts/me", unlessAway(this::me)).within(limits))
                .add(Route.get(PATH + "/usage", unlessAway(this::usage)).within(limits));
    }

    private record Invited(String name, String invite) {}

    private Reply signUp(ApiRequest request) throws RequestException, ClientGone {
        Invited asked = request.readBody(in -> new Invited(
                in.value("name", Accounts.NAME, Accounts::name).required(),
                in.text("invite", LONGEST_INVITE).required()));
        SignUps.Created created = database.change(tx -> signUps.byInvite(tx, asked.name(), asked.invite()));
        return AccountForms.reply(201, json -> {
            json.writeStartObject();
            json.writeFieldName("account");
            AccountForms.ACCOUNT.write(json, created.account());
            json.writeFieldName("key");
            AccountForms.writeIssued(json, created.key());
            json.writeEndObject();
        });
    }

    private record Own(AccountRow account, ApiKeyRow key) {}

    private Reply me(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.READ);
        Own own = database.transaction(tx -> new Own(
                accounts.find(tx, caller.accountId()).orElseThrow(),
                keys.find(tx, caller.keyId()).orElseThrow()));
        return AccountForms.reply(200, json -> {
            json.writeStartObject();
            AccountForms.ACCOUNT.writeMembers(json, own.account());
            json.writeFieldName("key");
            AccountForms.KEY.write(json, own.key());
            json.writeEndObject();
        });
    }

    private Reply usage(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.READ);
        Instant from = clock.instant().minus(SHOWN);
        return AccountForms.list(USAGE, database.transaction(tx -> usage.listOfAccount(tx, caller.accountId(), from)));
    }
}
