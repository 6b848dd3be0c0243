package org.stellarticker.db.asset;

import java.util.List;

/**
 * A fetched toml.
 *
 * @param body the file
 * @param etag its ETag; empty when the server sent none, as is {@code lastModified}
 * @param organisation SEP-1 fields of the organisation and its services, as JSON
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
     * A problem of the file.
     *
     * @param line line number, from 1; 0 when the problem belongs to no line
     * @param about the key, or the start of the line
     */
    public record Fault(int line, String kind, String about) {}

    public TomlFetch {
        faults = List.copyOf(faults);
    }
}
