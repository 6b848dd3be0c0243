package org.stellarticker.graphqlserver.account.command;

import static org.stellarticker.graphqlserver.account.command.AccountJobs.MOST_SHOWN;
import static org.stellarticker.graphqlserver.account.command.AccountJobs.columns;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryArchive;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SubscriptionStore;
import org.stellarticker.db.subscription.Webhook;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.ChangeRefused;
import org.stellarticker.graphqlserver.account.OperatedSubscriptions;

/** Shows subscriptions and deliveries of all accounts to an operator, and pauses, resumes and deletes subscriptions. */
final class SubscriptionJobs {

    private final OperatedSubscriptions operated;
    private final AccountStore accounts = new AccountStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final BacklogStore backlog = new BacklogStore();

    SubscriptionJobs(Clock clock) {
        this.operated = new OperatedSubscriptions(clock);
    }

    List<String> run(Transaction tx, AccountWords words) {
        return switch (words.name()) {
            case "subscriptions" ->
                subscriptions.listOwned(tx, account(tx, words), 0, MOST_SHOWN).stream()
                        .map(owned -> line(tx, owned))
                        .toList();
            case "subscription pause" -> {
                operated.pause(tx, AccountAudit.OPERATOR, words.subscriptionId(), words.reason());
                yield List.of("subscription " + words.subscriptionId() + " paused");
            }
            case "subscription resume" -> {
                EventSubscription resumed = operated.resume(tx, AccountAudit.OPERATOR, words.subscriptionId());
                yield List.of("subscription " + resumed.id()
                        + (resumed.active() ? " resumed" : " may be resumed by its owner, who paused it"));
            }
            case "subscription delete" -> {
                operated.delete(tx, AccountAudit.OPERATOR, words.subscriptionId());
                yield List.of("subscription " + words.subscriptionId() + " deleted");
            }
            case "deliveries" -> listDeliveries(tx, words);
            default -> throw new IllegalStateException("no command " + words.name());
        };
    }

    private Optional<Long> account(Transaction tx, AccountWords words) {
        return words.onlyAccount()
                .map(name -> accounts.findByName(tx, name)
                        .map(AccountRow::id)
                        .orElseThrow(() -> new ChangeRefused(
                                404, "expected an account, found none of the name \"" + name + "\"")));
    }

    private String line(Transaction tx, SubscriptionStore.Owned owned) {
        EventSubscription subscription = owned.subscription();
        DeliveryStore.Endpoint endpoint = deliveries.endpoint(tx, subscription.id());
        boolean disabled = endpoint.disabledAt()
                .filter(at -> at.isAfter(subscription.enabledAt()))
                .isPresent();
        long dropped = backlog.findDropped(tx, subscription.id())
                .map(BacklogStore.Dropped::messages)
                .orElse(0L);
        return columns(
                String.valueOf(subscription.id()),
                owned.account(),
                subscription.filter().type().word(),
                subscription.filter().market().map(SubscriptionJobs::market).orElse("-"),
                subscription.webhook().map(Webhook::url).orElse("stream"),
                state(subscription, disabled),
                endpoint.failingSince()
                        .map(since -> "failing since " + since + ": " + endpoint.problem())
                        .orElse("-"),
                dropped + " dropped");
    }

    private static String state(EventSubscription subscription, boolean disabled) {
        if (subscription.pause().isPresent()) {
            String reason = subscription.pause().get().reason();
            return "paused by the operator" + (reason.isEmpty() ? "" : ": " + reason);
        }
        if (!subscription.active()) {
            return "paused by its owner";
        }
        return disabled ? "disabled: it failed for too long" : "active";
    }

    private static String market(TradePair pair) {
        return pair.base().sep11() + "/" + pair.counter().sep11();
    }

    private List<String> listDeliveries(Transaction tx, AccountWords words) {
        var question = new DeliveryArchive.Question(
                account(tx, words),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                words.state(),
                Optional.empty(),
                Optional.empty());
        return new DeliveryArchive()
                .list(tx, question, MOST_SHOWN).stream()
                        .map(SubscriptionJobs::line)
                        .toList();
    }

    private static String line(Delivery delivery) {
        return columns(
                String.valueOf(delivery.id()),
                "subscription " + delivery.subscriptionId(),
                delivery.type(),
                delivery.happenedAt().toString(),
                delivery.state().word(),
                delivery.attempts() + " attempts",
                delivery.nextAt().map(at -> "next " + at).orElse("-"));
    }
}
