package org.stellarticker.graphqlserver.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.audit.AuditWindow;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.parameters.ParameterChecks;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.AuditedHours;

/** {@code /api/v1/audit}: what the audit found hour by hour, of one market or of all. */
final class AuditRoute {

    private static final int LIMIT = 500;
    private static final int MOST = 1000;
    private static final Duration USUAL = Duration.ofDays(1);

    private static final RowForm<AuditWindow> FORM = new RowForm.Builder<AuditWindow>()
            .time("from", AuditWindow::hour)
            .time("to", window -> window.hour().plus(Duration.ofHours(1)))
            .text("state", window -> window.state().word())
            .texts("evidence", AuditWindow::evidence)
            .optionalText("reason", window -> Optional.of(window.reason()).filter(reason -> !reason.isEmpty()))
            .number("trades_read", AuditWindow::tradesRead)
            .number("trades_repaired", AuditWindow::tradesRepaired)
            .optionalTime("decided_at", AuditWindow::decidedAt)
            .build();

    private final LiveDatabase database;
    private final Clock clock;
    private final AuditedHours hours = new AuditedHours();

    AuditRoute(LiveDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Question(Optional<TradePair> market, Instant from, Instant to, int limit, ListFormat format) {}

    private Question question(ApiRequest request, RequestParameters in) {
        Optional<Asset> base = in.asset("base").optional();
        Optional<Asset> counter = in.asset("counter").optional();
        Optional<Instant> given = in.time("from").optional();
        Instant to = in.time("to").or(clock.instant()).truncatedTo(ChronoUnit.MICROS);
        Optional<Instant> cursor = in.time("cursor").optional();
        int limit = in.wholeNumber("limit", 1, MOST).or(LIMIT);
        ListFormat format = ListFormat.read(request, in);
        if (base.isPresent() != counter.isPresent()) {
            in.fault(base.isPresent() ? "counter" : "base", "both base and counter, or neither");
        }
        base.ifPresent(one -> counter.ifPresent(other -> ParameterChecks.differ(in, one, other)));
        given.ifPresent(from -> ParameterChecks.ordered(in, from, to));
        Instant from = cursor.or(() -> given).orElseGet(() -> earlier(to)).truncatedTo(ChronoUnit.MICROS);
        return new Question(
                base.flatMap(one -> counter.map(other -> new TradePair(one, other))), from, to, limit, format);
    }

    private static Instant earlier(Instant to) {
        Instant from = to.minus(USUAL);
        return from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
    }

    Reply reply(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> question(request, in));
        // The audit's hours are kept for as long as raw trades: some hundreds.
        List<AuditWindow> all = database.snapshot(tx -> hours.list(tx, asked.market(), asked.from(), asked.to()));
        List<AuditWindow> page = all.subList(0, Math.min(all.size(), asked.limit()));
        Optional<String> next = all.size() > page.size()
                ? Optional.of(all.get(page.size()).hour().toString())
                : Optional.empty();
        return asked.format().reply(request, FORM, new ListPage<>(page, next));
    }
}
