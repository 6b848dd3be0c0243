package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Reads messages over all subscriptions: what accounts were told of the past, as long as it is kept. */
public final class DeliveryArchive {

    private static final String LIST = Sql.of(DeliveryArchive.class, "list-archived");

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
        Optional<String> state = question.state().map(DeliveryState::word);
        return tx.listReplanned(
                LIST,
                DeliveryStore::read,
                question.before().orElse(Long.MAX_VALUE),
                question.type(),
                question.type(),
                question.pairId(),
                question.pairId(),
                state,
                state,
                question.from(),
                question.from(),
                question.to(),
                question.to(),
                most,
                question.accountId(),
                question.accountId(),
                most);
    }
}
