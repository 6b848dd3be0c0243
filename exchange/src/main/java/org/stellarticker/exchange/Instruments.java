package org.stellarticker.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.stellarticker.core.asset.Asset;

/**
 * The list of the exchange's markets. One a line: base and counter (SEP-11), price decimals, lot, minimum and maximum
 * (stroops of base). Lines that begin with # say nothing.
 */
public final class Instruments {

    /** In basis points. Nobody pays a fee for now. */
    private static final int TAKER_FEE = 0;

    private static final int COLUMNS = 6;

    private Instruments() {}

    /** Returns the markets of the sandbox. */
    public static List<Instrument> ofTheSandbox() {
        try (InputStream list =
                Objects.requireNonNull(Instruments.class.getResourceAsStream("instruments.txt"), "instruments.txt")) {
            return read(new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws IllegalArgumentException when a line cannot be read; the message names the line */
    public static List<Instrument> read(List<String> lines) {
        var instruments = new ArrayList<Instrument>();
        var symbols = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Instrument read = read(instruments.size(), line, i + 1);
                if (!symbols.add(read.symbol())) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + read.symbol() + " stands twice");
                }
                instruments.add(read);
            }
        }
        return List.copyOf(instruments);
    }

    private static Instrument read(int number, String line, int lineNumber) {
        List<String> columns = List.of(line.split("\\s+"));
        try {
            if (columns.size() != COLUMNS) {
                throw new IllegalArgumentException(
                        "expected base counter price-decimals lot minimum maximum, found \"" + line + "\"");
            }
            return new Instrument(
                    number,
                    Asset.parse(columns.get(0)),
                    Asset.parse(columns.get(1)),
                    Integer.parseInt(columns.get(2)),
                    Long.parseLong(columns.get(3)),
                    Long.parseLong(columns.get(4)),
                    Long.parseLong(columns.get(5)),
                    TAKER_FEE);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("line " + lineNumber + ": " + wrong.getMessage(), wrong);
        }
    }
}
