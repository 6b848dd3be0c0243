package org.stellarticker.archive;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of the archive's objects. The current version of a day is where readers of Hive's partitions look for it. */
public final class ArchiveKeys {

    /** The begin of all manifests' keys. */
    public static final String MANIFESTS = "manifests/";

    private static final String JSON = ".json";
    private static final String NO_DAY = ": is not the manifest of a day such as day=2026-11-01";
    private static final Pattern VERSION = Pattern.compile("versions/day=[0-9-]+/v([0-9]{1,9})/.*");

    private ArchiveKeys() {}

    /** Returns {@code trades/day=2026-11-01/trades.parquet}, the current version. */
    public static String current(ArchiveTable table, LocalDate day) {
        return table.word() + "/day=" + day + "/" + table.word() + ".parquet";
    }

    /** Returns {@code versions/day=2026-11-01/v1/trades.parquet}, where a version is once another one is current. */
    public static String previous(ArchiveTable table, LocalDate day, int version) {
        return previous(day) + version + "/" + table.word() + ".parquet";
    }

    /** Returns {@code versions/day=2026-11-01/v}, with which the keys of a day's previous versions begin. */
    public static String previous(LocalDate day) {
        return "versions/day=" + day + "/v";
    }

    /** Returns the number of a previous version's key; 0 for a key of another form. */
    public static int versionOf(String previous) {
        Matcher version = VERSION.matcher(previous);
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Returns {@code manifests/day=2026-11-01.json}. */
    public static String manifest(LocalDate day) {
        return MANIFESTS + "day=" + day + JSON;
    }

    /**
     * Returns the day of a manifest's key.
     *
     * @throws DamagedArchive for a key of another form
     */
    public static LocalDate dayOf(String manifest) {
        String begin = MANIFESTS + "day=";
        try {
            if (manifest.startsWith(begin)) {
                return LocalDate.parse(manifest.substring(begin.length(), manifest.length() - JSON.length()));
            }
        } catch (DateTimeParseException none) {
            throw new DamagedArchive(manifest + NO_DAY, none);
        }
        throw new DamagedArchive(manifest + NO_DAY);
    }
}
