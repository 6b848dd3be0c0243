package org.stellarticker.graphqlserver.rest.account;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.db.account.AccountAuditStore;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.account.ApiKeyRow;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.db.account.AuditRow;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.rest.form.RowForm;
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

/** {@code /api/v1/admin}: accounts and keys of all users, and what was changed. */
public final class AdminRoutes {

    private static final String PATH = "/api/v1/admin";
    private static final int LIMIT = 100;
    private static final int MOST = 1000;

    private final AccountDatabase database;
    private final Callers callers;
    private final Clock clock;
    private final RequestLimits limits;
    private final int usualQuota;
    private final AccountStore accountRows = new AccountStore();
    private final ApiKeyStore keyRows = new ApiKeyStore();
    private final AccountAuditStore auditRows = new AccountAuditStore();
    private final Accounts accounts;
    private final Keys keys;

    /** @param limits of all routes about accounts */
    public AdminRoutes(
            AccountDatabase database, Callers callers, AccountConfig config, Clock clock, RequestLimits limits) {
        this.database = database;
        this.callers = callers;
        this.clock = clock;
        this.limits = limits;
        this.usualQuota = config.quotaPerMinute();
        this.accounts = new Accounts(clock);
        this.keys = new Keys(clock);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH + "/accounts", unlessAway(this::listAccounts))
                        .within(limits))
                .add(Route.post(PATH + "/accounts", unlessAway(this::createAccount))
                        .within(limits))
                .add(Route.patch(PATH + "/accounts/{id}", unlessAway(this::changeAccount))
                        .within(limits))
                .add(Route.get(PATH + "/keys", unlessAway(this::listKeys)).within(limits))
                .add(Route.post(PATH + "/keys", unlessAway(this::createKey)).within(limits))
                .add(Route.patch(PATH + "/keys/{id}", unlessAway(this::changeKey))
                        .within(limits))
                .add(Route.delete(PATH + "/keys/{id}", unlessAway(this::revokeKey))
                        .within(limits))
                .add(Route.get(PATH + "/audit", unlessAway(this::audit)).within(limits));
    }

    private record Paged(long cursor, int limit) {

        static Paged read(RequestParameters in, long start) {
            return new Paged(
                    in.value("cursor", "next_cursor of a page", Paged::position).or(start),
                    in.wholeNumber("limit", 1, MOST).or(LIMIT));
        }

        private static long position(String text) {
            long position = Long.parseLong(text);
            if (position < 0) {
                throw new IllegalArgumentException("expected no sign");
            }
            return position;
        }

        /** Returns the cursor of the next page; empty when there is none. */
        <R> Optional<String> next(List<R> rows, ToLongFunction<R> id) {
            return rows.size() < limit ? Optional.empty() : Optional.of(String.valueOf(id.applyAsLong(rows.getLast())));
        }

        <R> Reply reply(RowForm<R> form, List<R> rows, ToLongFunction<R> id) {
            return AccountForms.page(form, rows, next(rows, id));
        }
    }

    private Reply listAccounts(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.ADMIN);
        Paged asked = request.read(in -> Paged.read(in, 0));
        List<AccountRow> rows = database.transaction(tx -> accountRows.list(tx, asked.cursor(), asked.limit()));
        return asked.reply(AccountForms.ACCOUNT, rows, AccountRow::id);
    }

    private record NewAccount(String name, Optional<String> stellarAccount) {}

    private Reply createAccount(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.ADMIN);
        NewAccount asked = request.readBody(in -> new NewAccount(
                in.value("name", Accounts.NAME, Accounts::name).required(),
                in.value(
                                "stellar_account",
                                "an account of the network (G...)",
                                text -> Optional.of(new AccountId(text).toString()))
                        .optional()));
        AccountRow created =
                database.change(tx -> accounts.create(tx, caller.actor(), asked.name(), asked.stellarAccount()));
        return AccountForms.created(AccountForms.ACCOUNT, created);
    }

    private Reply changeAccount(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.ADMIN);
        AccountRow account = account(KeyParameters.id(request));
        boolean disabled = request.readBody(in -> in.flag("disabled").required());
        AccountRow changed = database.change(tx -> {
            accounts.setDisabled(tx, caller.actor(), account.id(), disabled);
            return accountRows.find(tx, account.id()).orElse(account);
        });
        return AccountForms.one(AccountForms.ACCOUNT, changed);
    }

    private AccountRow account(long id) throws RequestException {
        return database.transaction(tx -> accountRows.find(tx, id))
                .orElseThrow(() -> new RequestException(404, "expected an account, found none with \"" + id + "\""));
    }

    private Reply listKeys(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.ADMIN);
        Paged asked = request.read(in -> Paged.read(in, 0));
        List<ApiKeyRow> rows = database.transaction(tx -> keyRows.list(tx, asked.cursor(), asked.limit()));
        return asked.reply(AccountForms.KEY, rows, ApiKeyRow::id);
    }

    private record NewKeyOf(String account, Keys.Wanted wanted) {}

    private Reply createKey(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.ADMIN);
        NewKeyOf asked = request.readBody(in -> new NewKeyOf(
                in.value("account", Accounts.NAME, Accounts::name).required(),
                KeyParameters.wanted(in, clock, caller.scopes(), usualQuota, AccountConfig.LARGEST_QUOTA)));
        AccountRow account = database.transaction(tx -> accountRows.findByName(tx, asked.account()))
                .orElseThrow(() -> new RequestException(
                        404, "expected an account, found none of the name \"" + asked.account() + "\""));
        return AccountForms.created(
                database.change(tx -> keys.create(tx, caller.actor(), account.id(), asked.wanted())));
    }

    private Reply changeKey(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        Caller caller = callers.require(request, Scope.ADMIN);
        ApiKeyRow key = key(KeyParameters.id(request));
        int quota = request.readBody(KeyParameters::quota);
        ApiKeyRow changed = database.change(tx -> {
            keys.setQuota(tx, caller.actor(), key, quota);
            return keyRows.find(tx, key.id()).orElse(key);
        });
        return AccountForms.one(AccountForms.KEY, changed);
    }

    private Reply revokeKey(ApiRequest request) throws RequestException, InterruptedException {
        Caller caller = callers.require(request, Scope.ADMIN);
        ApiKeyRow key = key(KeyParameters.id(request));
        database.change(tx -> {
            keys.revoke(tx, caller.actor(), key.id());
            return true;
        });
        return AccountForms.nothing();
    }

    private ApiKeyRow key(long id) throws RequestException {
        return database.transaction(tx -> keyRows.find(tx, id))
                .orElseThrow(() -> new RequestException(404, "expected a key, found none with \"" + id + "\""));
    }

    private static final RowForm<AuditRow> CHANGE = new RowForm.Builder<AuditRow>()
            .number("id", AuditRow::id)
            .time("at", AuditRow::at)
            .text("actor", AuditRow::actor)
            .text("action", AuditRow::action)
            .text("subject", AuditRow::subject)
            .build();

    private record Audited(Paged page, Optional<String> subject) {}

    private Reply audit(ApiRequest request) throws RequestException, InterruptedException {
        callers.require(request, Scope.ADMIN);
        Audited asked = request.read(in ->
                new Audited(Paged.read(in, Long.MAX_VALUE), in.text("subject").optional()));
        List<AuditRow> rows = database.transaction(tx -> auditRows.list(
                tx, asked.page().cursor(), asked.subject(), asked.page().limit()));
        return AccountForms.reply(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (AuditRow row : rows) {
                json.writeStartObject();
                CHANGE.writeMembers(json, row);
                json.writeFieldName("detail");
                json.writeRawValue(row.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", asked.page().next(rows, AuditRow::id));
            json.writeEndObject();
        });
    }
}
