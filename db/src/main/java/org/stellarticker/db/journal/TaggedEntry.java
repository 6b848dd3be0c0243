package org.stellarticker.db.journal;

/** An entry that was found by a tag of it. */
public record TaggedEntry(String tag, StoredEntry entry) {}
