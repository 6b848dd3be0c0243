package org.stellarticker.jsongenerator.compress;

import java.util.Arrays;
import java.util.PriorityQueue;

/** A canonical prefix code (Huffman's), made of how often each symbol occurs; both formats know such a code by its lengths. */
final class PrefixCode {

    private final int[] lengths;
    private final int[] codes;

    private PrefixCode(int[] lengths) {
        this.lengths = lengths;
        this.codes = codes(lengths);
    }

    /** A symbol, or two joined: the smallest count first, then the smallest number, so that the code depends on counts only. */
    private record Node(long count, int number) implements Comparable<Node> {
        @Override
        public int compareTo(Node other) {
            int byCount = Long.compare(count, other.count);
            return byCount != 0 ? byCount : Integer.compare(number, other.number);
        }
    }

    /**
     * Makes the code.
     *
     * @param counts how often each symbol occurs; at least two symbols get a code
     * @param most the length of the longest code, in bits
     */
    static PrefixCode of(int[] counts, int most) {
        int[] used = counts.clone();
        for (int symbol = 0;
                symbol < used.length
                        && Arrays.stream(used).filter(count -> count > 0).count() < 2;
                symbol++) {
            used[symbol] = Math.max(used[symbol], 1);
        }
        int[] lengths = lengths(used);
        while (Arrays.stream(lengths).max().orElse(0) > most) {
            // Flatter counts make shorter codes.
            used = Arrays.stream(used)
                    .map(count -> count > 1 ? count / 2 : count)
                    .toArray();
            lengths = lengths(used);
        }
        return new PrefixCode(lengths);
    }

    private static int[] lengths(int[] counts) {
        int size = counts.length;
        var parents = new int[2 * size];
        var queue = new PriorityQueue<Node>();
        for (int symbol = 0; symbol < size; symbol++) {
            if (counts[symbol] > 0) {
                queue.add(new Node(counts[symbol], symbol));
            }
        }
        int next = size;
        while (queue.size() > 1) {
            Node one = queue.remove();
            Node other = queue.remove();
            parents[one.number] = next;
            parents[other.number] = next;
            queue.add(new Node(one.count + other.count, next));
            next++;
        }
        var lengths = new int[size];
        int root = next - 1;
        for (int symbol = 0; symbol < size; symbol++) {
            if (counts[symbol] > 0) {
                for (int node = symbol; node != root; node = parents[node]) {
                    lengths[symbol]++;
                }
            }
        }
        return lengths;
    }

    /** Returns the codes with their bits in the order of writing. */
    private static int[] codes(int[] lengths) {
        var counts = new int[17];
        for (int length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        var next = new int[17];
        for (int length = 1; length < 17; length++) {
            next[length] = (next[length - 1] + counts[length - 1]) << 1;
        }
        var codes = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
            }
        }
        return codes;
    }

    void write(BitWriter out, int symbol) {
        out.write(codes[symbol], lengths[symbol]);
    }

    /** Returns the length of each symbol's code in bits; 0 for a symbol without one. */
    int[] lengths() {
        return lengths;
    }
}
