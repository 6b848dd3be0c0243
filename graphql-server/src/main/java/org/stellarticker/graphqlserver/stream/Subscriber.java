package org.stellarticker.graphqlserver.stream;

import org.stellarticker.marketdata.stream.StreamPosition;

/** A client's end of a stream. Its methods never wait. */
public interface Subscriber {

    /**
     * Takes a change that the subscriber's selection wants.
     *
     * @return whether the stream goes on; no more changes are offered when it does not
     */
    boolean offer(SharedChange change);

    /**
     * Takes the position up to which all was offered, some minutes after the last one.
     *
     * @return whether the stream goes on
     */
    boolean reached(StreamPosition position);

    /** Ends the stream: the client is to resume from its last position. */
    void overflow();
}
