package org.stellarticker.sandbox.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stellarticker.core.ledger.LedgerSequence;

/**
 * The header of a journal, written once as its first entry.
 *
 * @param networkPassphrase names this sandbox in the root document
 * @param source names the writer's input and its content; a journal is continued from the same source only
 * @param begunAt when the history ended and live ledgers began
 * @param historyEnd the last ledger of the history
 */
public record JournalHeader(String networkPassphrase, String source, Instant begunAt, LedgerSequence historyEnd) {

    private static final String PASSPHRASE = "network_passphrase";
    private static final String SOURCE = "source";
    private static final String BEGUN_AT = "begun_at";
    private static final String HISTORY_END = "history_end";

    byte[] encode() {
        String lines = PASSPHRASE + "=" + networkPassphrase + "\n" + SOURCE + "=" + source + "\n" + BEGUN_AT + "="
                + begunAt + "\n" + HISTORY_END + "=" + historyEnd + "\n";
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    static JournalHeader decode(byte[] encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        new String(encoded, StandardCharsets.UTF_8).lines().forEach(line -> {
            int sign = line.indexOf('=');
            values.put(line.substring(0, sign), line.substring(sign + 1));
        });
        return new JournalHeader(
                value(values, PASSPHRASE),
                value(values, SOURCE),
                Instant.parse(value(values, BEGUN_AT)),
                new LedgerSequence(Long.parseLong(value(values, HISTORY_END))));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("journal header: expected \"" + name + "\", found " + values.keySet());
        }
        return value;
    }
}
