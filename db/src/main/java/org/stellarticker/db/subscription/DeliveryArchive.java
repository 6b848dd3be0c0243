package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Reads messages over all subscriptions: what accounts were notified of, as long as it is kept. */
public final class DeliveryArchive {

    private static final String LIST = Sql.of(DeliveryArchive.class, "list-archived");
    private static final String LIST_OF_ALL = Sql.of(DeliveryArchive.class, "list-archived-of-all");

    /**
     * Which messages are listed. Those of deleted subscriptions are not.
     *
     * @param accountId of the subscriptions' owner; empty for all
     * @param before only those with a smaller id; empty for the newest
     * @param type that of the subscription, or {@code test}; empty for any
     * @param pairId of the market concerned; empty for any
     * @param from of what happened, inclusive; empty for any
     * @param to exclusive; empty for any
     */
    public record Question(
            Optional<Long> accountId,
            Optional<Long> before,
            Optional<String> type,
            OptionalInt pairId,
            Optional<DeliveryState> state,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** Lists messages, the newest first. */
    public List<Delivery> list(Transaction tx, Question question, int most) {
        var values = new ArrayList<@Nullable Object>();
        values.add(question.before().orElse(Long.MAX_VALUE));
        for (Object filter : List.of(
                question.type(),
                question.pairId(),
                question.state().map(DeliveryState::word),
                question.from(),
                question.to())) {
            values.add(filter);
            values.add(filter);
        }
        values.add(most);
        if (question.accountId().isEmpty()) {
            return tx.listReplanned(LIST_OF_ALL, DeliveryStore::read, values.toArray());
        }
        values.add(question.accountId());
        values.add(most);
        return tx.listReplanned(LIST, DeliveryStore::read, values.toArray());
    }
}
