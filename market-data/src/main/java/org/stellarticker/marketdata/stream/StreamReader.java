package org.stellarticker.marketdata.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stellarticker.db.Transaction;

/**
 * Reads what streams report. Trades and corrections are a log: each entry once, in the order of the commits. Markets and
 * candles are states: the newest of each that changed. Safe for use by many threads.
 */
public final class StreamReader {

    private final LogReader log;
    private final StateReader states;

    public StreamReader() {
        var pairs = new KnownPairs();
        this.log = new LogReader(pairs);
        this.states = new StateReader(pairs);
    }

    /**
     * What a read found.
     *
     * @param changes in the stored directions of their markets; entries of the log before states
     * @param end the position of a client that was reported all of them
     * @param more whether more may follow at once
     */
    public record Batch(List<StreamChange> changes, StreamPosition end, boolean more) {}

    /** Returns the position after all that there is. */
    public StreamPosition newest(Transaction tx) {
        return states.newest(tx, log.newest(tx));
    }

    /** Returns whether a client at a position can be reported all that followed of some topics. */
    public boolean isKept(Transaction tx, StreamPosition position, Set<Topic> topics) {
        boolean logs = topics.contains(Topic.TRADES) || topics.contains(Topic.CORRECTIONS);
        return (!logs || log.isKept(tx, position.log()))
                && (!topics.contains(Topic.MARKETS) || states.isReached(tx, position))
                && (!topics.contains(Topic.CANDLES) || states.isKept(tx, position));
    }

    /** Reads the newest states of a selection, with which a stream begins. */
    public Batch snapshot(Transaction tx, Selection selection) {
        StreamPosition newest = newest(tx);
        // A client that is cut off within the snapshot resumes with states from the beginning.
        StreamPosition before =
                newest.withSnapshot(Instant.EPOCH, newest.generation()).withCandles(0, newest.completeTo());
        var changes = new ArrayList<StreamChange>();
        StreamPosition end = before;
        if (selection.topics().contains(Topic.CANDLES)) {
            StateReader.Page candles = states.newestCandles(tx, end, selection);
            changes.addAll(candles.changes());
            end = candles.end();
        }
        if (selection.topics().contains(Topic.MARKETS)) {
            changes.addAll(states.allMarkets(tx, end, selection.stored()).changes());
        }
        return new Batch(changes, newest, /* more= */ false);
    }

    /**
     * Reads what was changed after a position, of which at most some thousand changes. The position behind it is also behind
     * what was not wanted.
     */
    public Batch read(Transaction tx, StreamPosition after, Wanted wanted) {
        StreamPosition newest = newest(tx);
        LogReader.Page entries = log.read(tx, after, wanted);
        var changes = new ArrayList<>(entries.changes());
        StreamPosition end = after.with(entries.end());
        if (entries.more()) {
            // States are as new as the whole log: with a position within it, they would send a client back that has
            // read on.
            return new Batch(changes, end, /* more= */ true);
        }
        if (wanted.topics().contains(Topic.CANDLES)) {
            StateReader.Page candles = states.changedCandles(tx, end, wanted);
            changes.addAll(candles.changes());
            end = candles.end();
        } else {
            end = end.withCandles(newest.candles(), newest.completeTo());
        }
        if (wanted.topics().contains(Topic.MARKETS)) {
            StateReader.Page markets = states.changedMarkets(tx, end, wanted);
            changes.addAll(markets.changes());
            end = markets.end();
        } else {
            end = end.withSnapshot(newest.snapshot(), newest.generation());
        }
        return new Batch(changes, end, /* more= */ false);
    }
}
