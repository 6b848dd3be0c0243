package org.stellarticker.graphqlserver.graphql.stream;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.stellarticker.graphqlserver.graphql.schema.QueryException;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamChange;
import org.stellarticker.marketdata.stream.StreamPosition;

/**
 * The changes of one subscription, as graphql-java takes them: it makes an answer of each, in the thread that emits it. So
 * that thread has to be the subscription's own, and there is never more than one change to wait for.
 */
public final class ChangeSource implements Publisher<StreamChange> {

    private Optional<Selection> selection = Optional.empty();
    private Optional<StreamPosition> after = Optional.empty();
    private @Nullable Subscriber<? super StreamChange> answers;

    /**
     * Notes what the subscription's field asks for.
     *
     * @param position behind which it resumes; empty for a subscription that begins
     */
    ChangeSource select(Selection wanted, Optional<StreamPosition> position) {
        if (selection.isPresent()) {
            throw new QueryException("expected one field in a subscription");
        }
        selection = Optional.of(wanted);
        after = position;
        return this;
    }

    Selection selection() {
        return selection.orElseThrow(() -> new IllegalStateException("the subscription's field was not read"));
    }

    Optional<StreamPosition> after() {
        return after;
    }

    @Override
    public void subscribe(Subscriber<? super StreamChange> subscriber) {
        answers = subscriber;
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long changes) {
                // The one answer is taken before the next change is emitted.
            }

            @Override
            public void cancel() {
                answers = null;
            }
        });
    }

    /** Has an answer made of a change; it is given to the subscriber before this returns. */
    void emit(StreamChange change) {
        if (answers != null) {
            answers.onNext(change);
        }
    }
}
