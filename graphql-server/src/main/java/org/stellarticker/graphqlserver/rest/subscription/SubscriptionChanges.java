package org.stellarticker.graphqlserver.rest.subscription;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter;
import org.stellarticker.core.subscription.SubscriptionFilter.AssetChanges;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.ReplayRequest;
import org.stellarticker.db.subscription.ReplayStore;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.db.subscription.WatchedAssetStore;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.db.subscription.WebhookSecrets;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.Caller;
import org.stellarticker.graphqlserver.account.ChangeRefused;
import org.stellarticker.graphqlserver.account.OperatedSubscriptions;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;

/** Changes subscriptions for their owners and for operators. Each change is noted in its transaction. */
final class SubscriptionChanges {

    /** Subscriptions of an account. */
    static final int MOST = 1_000;

    /** Tests and replays of a subscription that wait. */
    private static final int MOST_REQUESTS = 10;

    /** How long both secrets sign after a rotation. */
    static final Duration OVERLAP = Duration.ofDays(1);

    private static final int SECRET_BYTES = 32;

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final ReplayStore replays = new ReplayStore();
    private final MarketStore markets = new MarketStore();
    private final WatchedAssetStore assets = new WatchedAssetStore();
    private final OperatedSubscriptions operated;
    private final AccountAudit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SubscriptionChanges(Clock clock) {
        this.operated = new OperatedSubscriptions(clock);
        this.audit = new AccountAudit(clock);
        this.clock = clock;
    }

    /**
     * A subscription whose secret was made just now.
     *
     * @param secret empty for a stream
     */
    record WithSecret(EventSubscription subscription, Optional<String> secret) {}

    private String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Returns a subscription that a caller may see: an own one, or any for an operator.
     *
     * @throws ChangeRefused when there is none; others' are refused alike
     */
    EventSubscription get(Transaction tx, Caller caller, long id) {
        return visible(subscriptions.find(tx, id), caller, id);
    }

    private static EventSubscription visible(Optional<EventSubscription> found, Caller caller, long id) {
        return found.filter(one -> one.accountId() == caller.accountId() || caller.may(Scope.ADMIN))
                .orElseThrow(
                        () -> new ChangeRefused(404, "expected a subscription of this account, found \"" + id + "\""));
    }

    private EventSubscription forChange(Transaction tx, Caller caller, long id) {
        return visible(subscriptions.findForChange(tx, id), caller, id);
    }

    WithSecret add(Transaction tx, Caller caller, SubscriptionParameters.Wanted wanted) {
        requireKnown(tx, wanted.filter());
        if (subscriptions.count(tx, caller.accountId()) >= MOST) {
            throw new ChangeRefused(
                    409, "expected at most " + MOST + " subscriptions of an account; delete others first");
        }
        Optional<String> secret = wanted.delivery().map(_ -> newSecret());
        long id = subscriptions.add(tx, wanted.of(caller.accountId(), secret.orElse("")), clock.instant());
        note(tx, caller, "subscription.created", id);
        return new WithSecret(subscriptions.find(tx, id).orElseThrow(), secret);
    }

    private void note(Transaction tx, Caller caller, String action, long id) {
        audit.note(tx, caller.actor(), action, "subscription:" + id, json -> {});
    }

    /** A market that nobody ever traded is more likely a slip than a wish. */
    private void requireKnown(Transaction tx, SubscriptionFilter filter) {
        if (filter instanceof AssetChanges changes
                && assets.list(tx, List.of(changes.asset())).isEmpty()) {
            throw new ChangeRefused(Problem.of(List.of(new Fault(
                    "filter.asset",
                    changes.asset().sep11(),
                    "an asset that was listed or traded; new_asset reports when one is listed"))));
        }
        filter.market().ifPresent(market -> {
            if (markets.find(tx, TradePair.normalised(market.base(), market.counter()))
                    .isEmpty()) {
                throw new ChangeRefused(Problem.of(List.of(
                        new Fault(
                                "filter.base",
                                market.base().sep11(),
                                "two assets that were traded with each other; new_market reports when they are"),
                        new Fault(
                                "filter.counter",
                                market.counter().sep11(),
                                "an asset that was traded with the base"))));
            }
        });
    }

    EventSubscription change(Transaction tx, Caller caller, long id, SubscriptionParameters.Change change) {
        EventSubscription old = forChange(tx, caller, id);
        if (old.webhook().isEmpty()
                && (change.url().isPresent() || change.ordered().isPresent())) {
            throw new ChangeRefused(
                    Problem.of(List.of(new Fault("url", change.url().orElse(""), "no address for a stream"))));
        }
        boolean byOwner = old.accountId() == caller.accountId();
        if (change.active().isPresent()) {
            operate(tx, caller, old, change.active().get());
        }
        Instant now = clock.instant();
        // What failed at another address says nothing of the new one.
        boolean moves =
                change.url().isPresent() && !change.url().equals(old.webhook().map(Webhook::url));
        boolean enables = change.active().orElse(false) || moves;
        Optional<Instant> end =
                change.clearsEnd() ? Optional.empty() : change.endsAt().or(old::endsAt);
        var changed = new EventSubscription(
                old.id(),
                old.accountId(),
                change.name().orElse(old.name()),
                old.filter(),
                old.webhook()
                        .map(webhook -> new Webhook(
                                change.url().orElse(webhook.url()),
                                change.ordered().orElse(webhook.ordered()),
                                webhook.secrets())),
                change.active().filter(_ -> byOwner).orElse(old.active()),
                old.pause(),
                old.createdAt(),
                now,
                enables ? now : old.enabledAt(),
                end,
                old.deleted(),
                old.afterEvent(),
                old.revision());
        subscriptions.save(tx, changed);
        note(tx, caller, "subscription.changed", id);
        return subscriptions.find(tx, id).orElseThrow();
    }

    /** Pauses another's subscription for an operator, or ends such a pause, which its owner may not. */
    private void operate(Transaction tx, Caller caller, EventSubscription subscription, boolean active) {
        if (active && subscription.pause().isPresent()) {
            if (!caller.may(Scope.ADMIN)) {
                throw paused(subscription.pause().get());
            }
            operated.resume(tx, caller.actor(), subscription.id());
        } else if (!active && subscription.accountId() != caller.accountId()) {
            operated.pause(tx, caller.actor(), subscription.id(), "");
        }
    }

    private static ChangeRefused paused(EventSubscription.Pause pause) {
        String reason = pause.reason().isEmpty() ? "" : ", because: " + pause.reason();
        return new ChangeRefused(
                409,
                "expected a subscription that its owner may start; the operator paused this one at " + pause.at()
                        + reason + ". Only the operator starts it again");
    }

    /** Makes a new secret; the old one also signs for a day. */
    WithSecret rotate(Transaction tx, Caller caller, long id) {
        EventSubscription old = forChange(tx, caller, id);
        Webhook webhook = old.webhook()
                .orElseThrow(
                        () -> new ChangeRefused(409, "expected a subscription by webhook; a stream has no secret"));
        String secret = newSecret();
        var secrets = new WebhookSecrets(
                secret,
                Optional.of(webhook.secrets().current()),
                Optional.of(clock.instant().plus(OVERLAP)));
        var changed = new EventSubscription(
                old.id(),
                old.accountId(),
                old.name(),
                old.filter(),
                Optional.of(new Webhook(webhook.url(), webhook.ordered(), secrets)),
                old.active(),
                old.pause(),
                old.createdAt(),
                clock.instant(),
                old.enabledAt(),
                old.endsAt(),
                old.deleted(),
                old.afterEvent(),
                old.revision());
        subscriptions.save(tx, changed);
        note(tx, caller, "subscription.secret_rotated", id);
        return new WithSecret(changed, Optional.of(secret));
    }

    void delete(Transaction tx, Caller caller, long id) {
        forChange(tx, caller, id);
        subscriptions.delete(tx, id, clock.instant());
        note(tx, caller, "subscription.deleted", id);
    }

    /** Asks for a test, or for a replay. */
    void request(Transaction tx, Caller caller, long id, Optional<SubscriptionParameters.Replay> replay) {
        EventSubscription subscription = forChange(tx, caller, id);
        if (replay.isPresent() && subscription.webhook().isEmpty()) {
            throw new ChangeRefused(409, "expected a subscription by webhook; a stream goes on behind Last-Event-ID");
        }
        if (replays.countWaiting(tx, id) >= MOST_REQUESTS) {
            throw new ChangeRefused(
                    Problem.of(429, "expected at most " + MOST_REQUESTS + " tests and replays that wait")
                            .with("Retry-After", "10"));
        }
        replays.add(
                tx,
                new ReplayRequest(
                        0,
                        id,
                        replay.isEmpty(),
                        replay.flatMap(SubscriptionParameters.Replay::delivery),
                        replay.flatMap(SubscriptionParameters.Replay::from),
                        replay.flatMap(SubscriptionParameters.Replay::to),
                        clock.instant()));
        note(tx, caller, replay.isPresent() ? "subscription.replayed" : "subscription.tested", id);
    }
}
