package org.stellarticker.archive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the archive has of a day.
 *
 * @param format version of the archive's form
 * @param day UTC, as {@code 2026-11-01}
 * @param versions oldest first; the last one is current
 */
public record ArchiveManifest(int format, String day, List<Version> versions) {

    /** The newest form, which this build writes. */
    public static final int FORMAT = 1;

    /**
     * A version of the day.
     *
     * @param version from 1
     * @param schemaVersion of the database that it was read from
     * @param build version of the program that wrote it
     * @param archivedAt RFC 3339, when it was read
     * @param publishedAt RFC 3339, when all of its files were there; absent until then
     * @param tradeSetHash of the day's trades, the same for all operators
     * @param audit the audit's result then
     */
    public record Version(
            int version,
            int schemaVersion,
            String build,
            String archivedAt,
            @Nullable String publishedAt,
            String tradeSetHash,
            Audit audit,
            List<File> files) {

        public File file(ArchiveTable table) {
            return files.stream()
                    .filter(file -> file.table().equals(table.word()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the manifest names no file of " + table.word()));
        }

        /** Returns the version as one whose files are all there since an instant. */
        public Version withPublication(String instant) {
            return new Version(version, schemaVersion, build, archivedAt, instant, tradeSetHash, audit, files);
        }

        public boolean isPublished() {
            return publishedAt != null;
        }

        /** Returns the size of all files. */
        public long bytes() {
            return files.stream().mapToLong(File::bytes).sum();
        }
    }

    /**
     * The audit of the day's hours.
     *
     * @param agreed hours of which exactly Horizon's trades were stored
     * @param acknowledged hours that disagreed only by records that an operator had acknowledged
     */
    public record Audit(int agreed, int acknowledged) {}

    /**
     * A Parquet file.
     *
     * @param sha256 of its bytes
     * @param rowHash of its rows, in any order
     * @param valueHash of the rows without the last value, a candle's revision, which differs after a restore; of candles only
     * @param baseAmount sum over the rows, in stroops; of trades and candles alike
     */
    public record File(
            String table,
            long rows,
            long bytes,
            String sha256,
            String rowHash,
            @Nullable String valueHash,
            String baseAmount,
            String counterAmount) {}

    /**
     * Returns what a manifest that was read lacks, as one line; empty when it is whole. Values that were not there are null.
     *
     * @param expected the day of its key
     */
    Optional<String> findFault(LocalDate expected) {
        if (!expected.toString().equals(day)) {
            return Optional.of("day: expected " + expected + ", found " + day);
        }
        if (versions == null || versions.stream().anyMatch(Objects::isNull)) {
            return Optional.of("versions: expected a list");
        }
        return versions.stream().flatMap(version -> findFault(version).stream()).findFirst();
    }

    private static Optional<String> findFault(Version version) {
        String name = "version " + version.version();
        if (version.version() < 1) {
            return Optional.of("version: expected at least 1, found " + version.version());
        }
        if (isMissing(version.tradeSetHash()) || isMissing(version.archivedAt())) {
            return Optional.of(name + ": expected tradeSetHash and archivedAt");
        }
        for (ArchiveTable table : ArchiveTable.values()) {
            boolean whole = version.files() != null
                    && version.files().stream()
                            .anyMatch(file -> file != null
                                    && table.word().equals(file.table())
                                    && !isMissing(file.sha256())
                                    && !isMissing(file.rowHash()));
            if (!whole) {
                return Optional.of(name + ": expected a file of " + table.word() + " with sha256 and rowHash");
            }
        }
        return Optional.empty();
    }

    private static boolean isMissing(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    /** Returns the newest version whose files are all there. */
    public Optional<Version> published() {
        return versions.reversed().stream().filter(Version::isPublished).findFirst();
    }

    /** Returns the number of the next version: after the last published one, since an unpublished one is written anew. */
    public int nextVersion() {
        return published().map(version -> version.version() + 1).orElse(1);
    }

    /** Returns the manifest with another version in place of those that were not published. */
    public ArchiveManifest with(Version added) {
        var all = new ArrayList<>(versions.stream()
                .filter(version -> version.isPublished() && version.version() != added.version())
                .toList());
        all.add(added);
        return new ArchiveManifest(FORMAT, day, all);
    }
}
