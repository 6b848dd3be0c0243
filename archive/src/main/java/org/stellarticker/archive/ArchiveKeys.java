package org.stellarticker.archive;

import java.time.LocalDate;

/** The keys of the archive's objects. The current version of a day is where readers of Hive's partitions look for it. */
public final class ArchiveKeys {

    /** The begin of all manifests' keys. */
    public static final String MANIFESTS = "manifests/";

    private static final String JSON = ".json";

    private ArchiveKeys() {}

    /** Returns {@code trades/day=2026-11-01/trades.parquet}, the current version. */
    public static String current(ArchiveTable table, LocalDate day) {
        return table.word() + "/day=" + day + "/" + table.word() + ".parquet";
    }

    /** Returns {@code versions/day=2026-11-01/v1/trades.parquet}, where a version is once another one is current. */
    public static String previous(ArchiveTable table, LocalDate day, int version) {
        return "versions/day=" + day + "/v" + version + "/" + table.word() + ".parquet";
    }

    /** Returns {@code manifests/day=2026-11-01.json}. */
    public static String manifest(LocalDate day) {
        return MANIFESTS + "day=" + day + JSON;
    }

    /** Returns the day of a manifest's key. */
    public static LocalDate dayOf(String manifest) {
        return LocalDate.parse(
                manifest.substring(MANIFESTS.length() + "day=".length(), manifest.length() - JSON.length()));
    }
}
