package org.stellarticker.db.asset;

import java.util.List;

/**
 * A toml that could be read.
 *
 * @param body as it was fetched
 * @param etag which edition it is, in its server's words; empty when it was not told, as the next
 * @param organisation SEP-1's words of the organisation and its services, as JSON
 * @param principals as JSON
 * @param validators as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // Kept, and given back; never compared.
public record TomlFetch(
        byte[] body,
        String etag,
        String lastModified,
        String organisation,
        String principals,
        String validators,
        List<Fault> faults) {

    /**
     * What is wrong with it.
     *
     * @param line counted from 1; 0 when it is no line's fault
     * @param about the key, or the beginning of the line
     */
    public record Fault(int line, String kind, String about) {}

    public TomlFetch {
        faults = List.copyOf(faults);
    }
}
