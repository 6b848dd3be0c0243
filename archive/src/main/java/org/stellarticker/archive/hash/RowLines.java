package org.stellarticker.archive.hash;

import java.io.OutputStream;

/**
 * Takes rows as lines of comma-separated values and hashes them: each line as a whole, and the values with which it begins that
 * name the trade. Values of these have neither commas nor quotes.
 */
public final class RowLines extends OutputStream {

    private final LineHash whole = new LineHash();
    private final LineHash begin = new LineHash();
    private final int beginValues;
    private int commas;

    /** @param beginValues how many values of a line are hashed by themselves, too; 0 for none */
    public RowLines(int beginValues) {
        this.beginValues = beginValues;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int lineStart = from;
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (bytes[i] == ',' && commas < beginValues) {
                commas++;
                if (commas == beginValues) {
                    begin.append(bytes, lineStart, i - lineStart);
                }
            } else if (bytes[i] == '\n') {
                endLine(bytes, lineStart, i);
                lineStart = i + 1;
            }
        }
        if (commas < beginValues) {
            begin.append(bytes, lineStart, end - lineStart);
        }
        whole.append(bytes, lineStart, end - lineStart);
    }

    private void endLine(byte[] bytes, int from, int end) {
        if (beginValues > 0) {
            if (commas < beginValues) {
                throw new IllegalArgumentException("line " + (whole.lines() + 1) + ": expected more than " + beginValues
                        + " values, found " + (commas + 1));
            }
            begin.endLine();
        }
        whole.append(bytes, from, end - from);
        whole.endLine();
        commas = 0;
    }

    /** Returns the number of rows so far. */
    public long rows() {
        return whole.lines();
    }

    /** Returns the hash of all rows. */
    public String rowHash() {
        return whole.hex();
    }

    /** Returns the hash of the values with which the rows begin. */
    public String beginHash() {
        return begin.hex();
    }
}
