package org.stellarticker.jsongenerator.compress;

import java.util.Arrays;
import java.util.List;

/**
 * Writes tokens as a brotli stream of one compressed meta-block (RFC 7932). What a byte means is known best from the byte
 * before it: digits that begin a number, that follow a point, or that continue it, and names, have a code each.
 */
public final class BrotliText {

    /** The length of the longest text that one meta-block holds. */
    public static final int LONGEST = 1 << 24;

    private static final int[] INSERT_BASE = {
        0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594
    };
    private static final int[] INSERT_BITS = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24
    };
    private static final int[] COPY_BASE = {
        2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118
    };
    private static final int[] COPY_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24};

    private static final int COMMANDS = 704;
    private static final int DISTANCES = 64;
    private static final int TREES = 4;

    /** The tree of literals for the lowest six bits of the byte before. */
    private static final int[] TREE_AFTER = treesAfter();

    private static final int[] LENGTH_ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int[] LENGTH_OF_LENGTH_SYMBOLS = {0, 7, 3, 2, 1, 15};
    private static final int[] LENGTH_OF_LENGTH_BITS = {2, 4, 3, 2, 2, 4};

    private final List<int[]> parts;
    private final int length;

    // One entry for each command: a run of literals and a copy.
    private int[] commands = new int[1 << 16];
    private int[] inserts = new int[1 << 16];
    private int[] copies = new int[1 << 16];
    private int[] distances = new int[1 << 16];
    private int commandCount;

    private final byte[] literals;
    private final byte[] literalTrees;
    private int literalCount;

    private BrotliText(List<int[]> parts, int length) {
        this.parts = parts;
        this.length = length;
        this.literals = new byte[length];
        this.literalTrees = new byte[length];
    }

    private static int[] treesAfter() {
        var trees = new int[64];
        for (int digit = '0'; digit <= '9'; digit++) {
            trees[digit & 63] = 1;
        }
        trees[' ' & 63] = 2;
        trees['.' & 63] = 3;
        return trees;
    }

    /**
     * Returns the compressed text.
     *
     * @param parts tokens of the text's parts, in their order
     * @param text at most {@link #LONGEST}, not empty
     */
    public static byte[] write(List<int[]> parts, byte[] text) {
        if (text.length == 0 || text.length > LONGEST) {
            throw new IllegalArgumentException("text: expected 1 to " + LONGEST + " bytes, found " + text.length);
        }
        var writer = new BrotliText(parts, text.length);
        writer.makeCommands(text);
        return writer.write();
    }

    private void makeCommands(byte[] text) {
        int at = 0;
        int run = 0;
        int last = 4;
        for (int[] tokens : parts) {
            for (int token : tokens) {
                if (Repetitions.isCopy(token)) {
                    int copied = Repetitions.length(token);
                    int distance = Repetitions.distance(token);
                    command(run, copied, distance, distance == last);
                    last = distance;
                    at += copied;
                    run = 0;
                } else {
                    literals[literalCount] = (byte) token;
                    literalTrees[literalCount] = (byte) TREE_AFTER[at == 0 ? 0 : text[at - 1] & 63];
                    literalCount++;
                    at++;
                    run++;
                }
            }
        }
        if (run > 0) {
            // The text ends before the copy of the last command.
            command(run, 2, 0, false);
        }
    }

    private void command(int insert, int copied, int distance, boolean again) {
        if (commandCount == commands.length) {
            commands = Arrays.copyOf(commands, 2 * commandCount);
            inserts = Arrays.copyOf(inserts, 2 * commandCount);
            copies = Arrays.copyOf(copies, 2 * commandCount);
            distances = Arrays.copyOf(distances, 2 * commandCount);
        }
        int insertCode = code(INSERT_BASE, insert);
        int copyCode = code(COPY_BASE, copied);
        boolean implicit = again && insertCode < 8 && copyCode < 16;
        commands[commandCount] = symbol(insertCode, copyCode, implicit);
        inserts[commandCount] = insert;
        copies[commandCount] = copied;
        // Without a distance: implicit, or after the end of the text. 0: the last one again.
        distances[commandCount] = implicit || distance == 0 ? -1 : again ? 0 : distance;
        commandCount++;
    }

    private static int code(int[] base, int value) {
        int code = Arrays.binarySearch(base, value);
        return code >= 0 ? code : -code - 2;
    }

    /** RFC 7932, section 5: 64 symbols for each pair of ranges of both codes. */
    private static int symbol(int insertCode, int copyCode, boolean implicit) {
        int low = (copyCode & 7) | ((insertCode & 7) << 3);
        if (implicit) {
            return copyCode < 8 ? low : low | 64;
        }
        int cell = 2 * ((copyCode >> 3) + 3 * (insertCode >> 3));
        return (cell << 5) + 0x40 + (0x520D40 >> cell & 0xC0) | low;
    }

    private static int distanceCode(int distance) {
        if (distance == 0) {
            return 0;
        }
        int far = distance + 3;
        int bits = 30 - Integer.numberOfLeadingZeros(far);
        return 16 + 2 * (bits - 1) + (far >>> bits & 1);
    }

    private byte[] write() {
        var out = new BitWriter(length / 3);
        writeHeader(out);

        var literalCounts = new int[TREES][256];
        for (int i = 0; i < literalCount; i++) {
            literalCounts[literalTrees[i]][literals[i] & 0xff]++;
        }
        var commandCounts = new int[COMMANDS];
        var distanceCounts = new int[DISTANCES];
        for (int i = 0; i < commandCount; i++) {
            commandCounts[commands[i]]++;
            if (distances[i] >= 0) {
                distanceCounts[distanceCode(distances[i])]++;
            }
        }
        var literalCodes = new PrefixCode[TREES];
        for (int tree = 0; tree < TREES; tree++) {
            literalCodes[tree] = writeCode(out, literalCounts[tree]);
        }
        PrefixCode commandCode = writeCode(out, commandCounts);
        PrefixCode distanceCode = writeCode(out, distanceCounts);

        int literal = 0;
        for (int i = 0; i < commandCount; i++) {
            commandCode.write(out, commands[i]);
            int insertCode = code(INSERT_BASE, inserts[i]);
            out.write(inserts[i] - INSERT_BASE[insertCode], INSERT_BITS[insertCode]);
            int copyCode = code(COPY_BASE, copies[i]);
            out.write(copies[i] - COPY_BASE[copyCode], COPY_BITS[copyCode]);
            for (int end = literal + inserts[i]; literal < end; literal++) {
                literalCodes[literalTrees[literal]].write(out, literals[literal] & 0xff);
            }
            if (distances[i] >= 0) {
                writeDistance(out, distanceCode, distances[i]);
            }
        }
        out.align();
        return out.toBytes();
    }

    private static void writeDistance(BitWriter out, PrefixCode code, int distance) {
        int symbol = distanceCode(distance);
        code.write(out, symbol);
        if (symbol >= 16) {
            out.write(distance + 3, 1 + (symbol - 16) / 2);
        }
    }

    private void writeHeader(BitWriter out) {
        out.write(0b1011, 4); // a window of 4 MiB, as the library's
        out.write(1, 1); // the last meta-block,
        out.write(0, 1); // not empty
        int nibbles = Math.max(4, (35 - Integer.numberOfLeadingZeros(length - 1)) / 4);
        out.write(nibbles - 4, 2); // its length, in as few nibbles as can hold it
        out.write(length - 1, 4 * nibbles);
        out.write(0, 3); // one type of blocks of literals, commands and distances
        out.write(0, 6); // distances without postfix bits and direct codes
        out.write(0, 2); // the context of a literal: six low bits of the byte before
        writeNumber(out, TREES);
        writeContextMap(out);
        writeNumber(out, 1); // one tree of distances
    }

    /** Writes a number from 1 to 256. */
    private static void writeNumber(BitWriter out, int number) {
        int from0 = number - 1;
        out.write(from0 == 0 ? 0 : 1, 1);
        if (from0 > 0) {
            int bits = 31 - Integer.numberOfLeadingZeros(from0);
            out.write(bits, 3);
            out.write(from0, bits);
        }
    }

    private static void writeContextMap(BitWriter out) {
        out.write(0, 1); // no runs of zeros
        var counts = new int[TREES];
        for (int tree : TREE_AFTER) {
            counts[tree]++;
        }
        PrefixCode code = writeCode(out, counts);
        for (int tree : TREE_AFTER) {
            code.write(out, tree);
        }
        out.write(0, 1); // no move to front
    }

    /** Makes and writes a code in its complex form. */
    private static PrefixCode writeCode(BitWriter out, int[] counts) {
        PrefixCode code = PrefixCode.of(counts, 15);
        int[] lengths = code.lengths();
        int used = lengths.length;
        while (lengths[used - 1] == 0) {
            // A reader stops when the code is complete.
            used--;
        }
        int[] symbols = runs(lengths, used);
        var symbolCounts = new int[18];
        for (int symbol : symbols) {
            symbolCounts[symbol & 0xff]++;
        }
        long different = Arrays.stream(symbolCounts).filter(count -> count > 0).count();
        PrefixCode lengthCode = PrefixCode.of(symbolCounts, 5);
        writeLengthCode(out, lengthCode.lengths(), symbolCounts, different == 1);
        for (int symbol : symbols) {
            if (different > 1) {
                lengthCode.write(out, symbol & 0xff);
            }
            if ((symbol & 0xff) == 16) {
                out.write(symbol >> 8, 2);
            } else if ((symbol & 0xff) == 17) {
                out.write(symbol >> 8, 3);
            }
        }
        return code;
    }

    private static void writeLengthCode(BitWriter out, int[] lengths, int[] counts, boolean single) {
        out.write(0, 2); // complex, nothing skipped
        int stored = LENGTH_ORDER.length;
        while (!single && lengths[LENGTH_ORDER[stored - 1]] == 0) {
            stored--;
        }
        for (int i = 0; i < stored; i++) {
            int symbol = LENGTH_ORDER[i];
            int length = single ? counts[symbol] > 0 ? 1 : 0 : lengths[symbol];
            out.write(LENGTH_OF_LENGTH_SYMBOLS[length], LENGTH_OF_LENGTH_BITS[length]);
        }
    }

    /**
     * Returns the lengths as symbols, runs of zeros in one; a run's extra bits are above the lowest byte. Two symbols for runs
     * in a row would mean their product, so a single zero stands between.
     */
    private static int[] runs(int[] lengths, int used) {
        var symbols = new int[used];
        int count = 0;
        for (int at = 0; at < used; ) {
            int run = 0;
            while (run < 10 && lengths[at + run] == 0) {
                run++;
            }
            if (run >= 3 && (count == 0 || (symbols[count - 1] & 0xff) != 17)) {
                symbols[count++] = 17 | ((run - 3) << 8);
                at += run;
            } else {
                symbols[count++] = lengths[at];
                at++;
            }
        }
        return Arrays.copyOf(symbols, count);
    }
}
