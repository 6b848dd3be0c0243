package org.stellarticker.jsongenerator.compress;

import java.util.List;
import java.util.zip.CRC32;

/** Writes tokens as one gzip member of one deflate block (RFC 1951 and 1952). */
public final class Gzip {

    private static final int END = 256;
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int[] LENGTH_CODES = lengthCodes();

    private Gzip() {}

    private static int[] lengthCodes() {
        var codes = new int[259];
        int code = 0;
        for (int length = 3; length <= 258; length++) {
            while (code + 1 < LENGTH_BASE.length && LENGTH_BASE[code + 1] <= length) {
                code++;
            }
            codes[length] = code;
        }
        return codes;
    }

    /**
     * Returns the compressed text.
     *
     * @param parts tokens of the text's parts, in their order
     * @param crc of the text
     * @param length of the text, in bytes
     */
    public static byte[] write(List<int[]> parts, CRC32 crc, long length) {
        var out = new BitWriter((int) Math.min(length / 3, Integer.MAX_VALUE / 4));
        out.write(0x0008_8b1f, 32);
        out.write(0, 32);
        out.write(0xff00, 16);
        writeBlock(out, parts);
        out.align();
        out.write((int) crc.getValue(), 32);
        out.write((int) length, 32);
        out.align();
        return out.toBytes();
    }

    private static void writeBlock(BitWriter out, List<int[]> parts) {
        var literals = new int[286];
        var distances = new int[30];
        literals[END] = 1;
        for (int[] tokens : parts) {
            for (int token : tokens) {
                if (Repetitions.isCopy(token)) {
                    literals[END + 1 + LENGTH_CODES[Repetitions.length(token)]]++;
                    distances[distanceCode(Repetitions.distance(token))]++;
                } else {
                    literals[token]++;
                }
            }
        }
        PrefixCode literalCode = PrefixCode.of(literals, 15);
        PrefixCode distanceCode = PrefixCode.of(distances, 15);
        out.write(1, 1);
        out.write(2, 2);
        writeCodes(out, literalCode.lengths(), distanceCode.lengths());
        for (int[] tokens : parts) {
            for (int token : tokens) {
                if (Repetitions.isCopy(token)) {
                    writeCopy(out, literalCode, distanceCode, Repetitions.length(token), Repetitions.distance(token));
                } else {
                    literalCode.write(out, token);
                }
            }
        }
        literalCode.write(out, END);
    }

    private static void writeCopy(
            BitWriter out, PrefixCode literalCode, PrefixCode distanceCode, int length, int distance) {
        int code = LENGTH_CODES[length];
        literalCode.write(out, END + 1 + code);
        out.write(length - LENGTH_BASE[code], LENGTH_BITS[code]);
        int far = distanceCode(distance);
        distanceCode.write(out, far);
        int bits = far < 4 ? 0 : far / 2 - 1;
        out.write(distance - 1, bits);
    }

    /** Distances from 1 on: two codes for each power of two. */
    private static int distanceCode(int distance) {
        int from0 = distance - 1;
        if (from0 < 4) {
            return from0;
        }
        int bits = 30 - Integer.numberOfLeadingZeros(from0);
        return 2 * bits + (from0 >>> bits);
    }

    /** Writes the lengths of both codes, without repetitions among them: of some hundred bytes, that saves next to nothing. */
    private static void writeCodes(BitWriter out, int[] literals, int[] distances) {
        var counts = new int[19];
        for (int length : literals) {
            counts[length]++;
        }
        for (int length : distances) {
            counts[length]++;
        }
        PrefixCode lengthCode = PrefixCode.of(counts, 7);
        out.write(literals.length - 257, 5);
        out.write(distances.length - 1, 5);
        out.write(LENGTH_ORDER.length - 4, 4);
        for (int symbol : LENGTH_ORDER) {
            out.write(lengthCode.lengths()[symbol], 3);
        }
        for (int length : literals) {
            lengthCode.write(out, length);
        }
        for (int length : distances) {
            lengthCode.write(out, length);
        }
    }
}
