package org.stellarticker.ingester.horizon.read.trade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;

/**
 * The longest run of records whose tokens are within the bounds and in order; of several, the one that ends first. A wrong
 * token is not part of it as long as its neighbours are right.
 */
final class OrderedRun {

    private final List<TradeRecord> records;
    private final PositionBounds bounds;
    /** The indexes of the records of the run, ascending. */
    private final List<Integer> run;

    OrderedRun(List<TradeRecord> records, PositionBounds bounds) {
        this.records = records;
        this.bounds = bounds;
        this.run = allInOrder().orElseGet(this::longest);
    }

    int length() {
        return run.size();
    }

    /** Returns the index of the n-th record of the run from its end; 1 is the last. */
    int fromEnd(int n) {
        return run.get(run.size() - n);
    }

    TradeId position(int record) {
        TradeId position = records.get(record).position();
        if (position == null) {
            throw new IllegalStateException(
                    "expected a position of each record of the run, found none of record " + record);
        }
        return position;
    }

    /** Returns the token of the last record of the run before this record; null without any. */
    @Nullable
    TradeId before(int record) {
        int at = insertion(record);
        return at == 0 ? null : position(run.get(at - 1));
    }

    /** Returns the token of the first record of the run after this record, which is not part of the run; null without any. */
    @Nullable
    TradeId after(int record) {
        int at = insertion(record);
        return at == run.size() ? null : position(run.get(at));
    }

    private int insertion(int record) {
        int found = Collections.binarySearch(run, record);
        return found >= 0 ? found : -found - 1;
    }

    /** Returns all records with a token, if they are in order, as those of public servers are. */
    private Optional<List<Integer>> allInOrder() {
        var all = new ArrayList<Integer>(records.size());
        TradeId last = bounds.from();
        for (int i = 0; i < records.size(); i++) {
            TradeId token = records.get(i).position();
            if (token == null) {
                continue;
            }
            if (!bounds.hold(token) || bounds.order().compare(token, last) <= 0) {
                return Optional.empty();
            }
            all.add(i);
            last = token;
        }
        return Optional.of(all);
    }

    /** Computes a longest increasing subsequence: {@code ends.get(n)} is the lowest last token of the runs of {@code n + 1} records. */
    private List<Integer> longest() {
        var ends = new ArrayList<TradeId>();
        int[] endsAt = new int[records.size()];
        int[] before = new int[records.size()];
        Arrays.fill(before, -1);
        for (int i = 0; i < records.size(); i++) {
            TradeId token = records.get(i).position();
            if (token == null || !bounds.hold(token)) {
                continue;
            }
            int found = Collections.binarySearch(ends, token, bounds.order()::compare);
            int length = found >= 0 ? found : -found - 1;
            if (length == ends.size()) {
                ends.add(token);
            } else {
                ends.set(length, token);
            }
            endsAt[length] = i;
            before[i] = length == 0 ? -1 : endsAt[length - 1];
        }
        var reversed = new ArrayList<Integer>();
        for (int i = ends.isEmpty() ? -1 : endsAt[ends.size() - 1]; i >= 0; i = before[i]) {
            reversed.add(i);
        }
        return List.copyOf(reversed.reversed());
    }
}
