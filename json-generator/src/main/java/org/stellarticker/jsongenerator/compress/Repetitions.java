package org.stellarticker.jsongenerator.compress;

import java.util.Arrays;

/**
 * Finds what a part of a text repeats of itself and of the part right before it. The result is a list of tokens: a byte as it
 * is, or a copy of earlier bytes.
 */
public final class Repetitions {

    /** Both formats can copy this much at once; parts and their distances are far below the limits. */
    private static final int MOST = 258;

    private static final int LEAST = 4;
    private static final int CHAIN = 24;
    private static final int HASH_BITS = 12;

    /** The longest distance that both formats know. */
    private static final int FARTHEST = 32_768;

    private final int[] heads = new int[1 << HASH_BITS];
    private int[] earlier = new int[4096];

    // The text that is searched: the part before, and the part.
    private byte[] text = new byte[4096];
    private int end;
    private int found;

    /** A copy's token is negative. */
    static boolean isCopy(int token) {
        return token < 0;
    }

    static int length(int copy) {
        return (copy >>> 16) & 0x7fff;
    }

    static int distance(int copy) {
        return (copy & 0xffff) + 1;
    }

    private static int copy(int length, int distance) {
        return Integer.MIN_VALUE | length << 16 | (distance - 1);
    }

    /** Returns the tokens of a part that follows another one in the text. */
    public int[] tokens(byte[] before, byte[] part) {
        int start = Math.min(before.length, FARTHEST - 1);
        load(before, start, part);
        var tokens = new int[part.length];
        int count = 0;
        int at = start;
        int best = longest(at);
        int distance = found;
        while (at < end) {
            insert(at);
            // A match that begins one byte later may be longer.
            int next = best < MOST && at + 1 < end ? longest(at + 1) : 0;
            if (best >= LEAST && next <= best) {
                tokens[count++] = copy(best, distance);
                for (int i = 1; i < best; i++) {
                    insert(at + i);
                }
                at += best;
                best = at < end ? longest(at) : 0;
            } else {
                tokens[count++] = text[at] & 0xff;
                at++;
                best = next;
            }
            distance = found;
        }
        return Arrays.copyOf(tokens, count);
    }

    private void load(byte[] before, int start, byte[] part) {
        end = start + part.length;
        if (text.length < end) {
            text = new byte[2 * end];
            earlier = new int[2 * end];
        }
        System.arraycopy(before, before.length - start, text, 0, start);
        System.arraycopy(part, 0, text, start, part.length);
        Arrays.fill(heads, -1);
        for (int i = 0; i < start; i++) {
            insert(i);
        }
    }

    private void insert(int at) {
        if (at + LEAST <= end) {
            int hash = hash(at);
            earlier[at] = heads[hash];
            heads[hash] = at;
        }
    }

    private int hash(int at) {
        int four = (text[at] & 0xff)
                | (text[at + 1] & 0xff) << 8
                | (text[at + 2] & 0xff) << 16
                | (text[at + 3] & 0xff) << 24;
        return (four * 0x9E3779B1) >>> (32 - HASH_BITS);
    }

    /** Returns the length of the longest earlier run of the bytes at a position, the nearest of these in {@link #found}. */
    private int longest(int at) {
        int best = 0;
        if (at + LEAST > end) {
            return 0;
        }
        int most = Math.min(MOST, end - at);
        int candidate = heads[hash(at)];
        for (int i = 0; i < CHAIN && candidate >= 0 && at - candidate <= FARTHEST; i++) {
            if (best == 0 || text[candidate + best] == text[at + best]) {
                int length = Arrays.mismatch(text, candidate, candidate + most, text, at, at + most);
                int run = length < 0 ? most : length;
                if (run > best) {
                    best = run;
                    found = at - candidate;
                    if (run == most) {
                        break;
                    }
                }
            }
            candidate = earlier[candidate];
        }
        return best;
    }
}
