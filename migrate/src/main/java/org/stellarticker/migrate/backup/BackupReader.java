package org.stellarticker.migrate.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.copy.CopiedTable;

/** Reads the archive of a backup from its begin to its end, and finds damage. */
final class BackupReader implements AutoCloseable {

    /** Larger ones are none of ours, and would fill the memory. */
    private static final int LONGEST_JSON = 16 << 20;

    /** What an archive ends with, and how long that is: a file that was cut off lacks it. */
    private static final byte[] END = {'P', 'K', 5, 6};

    private static final int END_LENGTH = 22;

    private final Tail tail;
    private final ZipInputStream archive;
    private final CopyProgress progress;

    /** @param progress receives each row that is read */
    BackupReader(InputStream in, CopyProgress progress) {
        this.tail = new Tail(in);
        this.archive = new ZipInputStream(tail);
        this.progress = progress;
    }

    /** Reads the begin. */
    BackupHeader header() throws IOException {
        entry(BackupWriter.HEADER);
        BackupHeader header = json(BackupHeader.class);
        if (header.format() > BackupHeader.FORMAT) {
            throw DamagedBackup.because("its form " + header.format() + " is newer than this program's "
                    + BackupHeader.FORMAT + ", restore it with a newer release");
        }
        if (header.tables() == null || header.tradeDays() == null || header.format() < 1) {
            throw DamagedBackup.because("its header is incomplete");
        }
        return header;
    }

    /**
     * Reads all tables in the header's order, then the manifest and the end.
     *
     * @param action receives each table and its rows, as {@link CopiedTable} has them, and reads them all
     * @return the manifest, to which all rows that were read conform
     */
    BackupManifest rest(BackupHeader header, BiConsumer<BackupHeader.Table, InputStream> action) throws IOException {
        List<BackupManifest.TableSum> sums = new ArrayList<>();
        for (BackupHeader.Table table : header.tables()) {
            entry(table.entry());
            var lines = new Lines(archive, table.name());
            action.accept(table, lines);
            if (lines.read() >= 0) {
                throw DamagedBackup.because("table " + table.name() + " has more rows than its end says");
            }
            sums.add(lines.hash.sum(table.name()));
        }
        entry(BackupWriter.MANIFEST);
        BackupManifest manifest = json(BackupManifest.class);
        check(manifest, header, sums);
        checkEnd();
        return manifest;
    }

    private static void check(BackupManifest manifest, BackupHeader header, List<BackupManifest.TableSum> sums) {
        if (!header.equals(manifest.header()) || manifest.tables() == null || manifest.identities() == null) {
            throw DamagedBackup.because("its begin and its end do not belong together");
        }
        differing(manifest.tables(), sums).ifPresent(table -> {
            throw DamagedBackup.because("table " + table + " holds other rows than were written");
        });
    }

    /** Returns the first table whose sums differ. */
    static Optional<String> differing(List<BackupManifest.TableSum> expected, List<BackupManifest.TableSum> found) {
        Map<String, BackupManifest.TableSum> byName = found.stream()
                .collect(Collectors.toMap(BackupManifest.TableSum::name, Function.identity(), (one, _) -> one));
        return expected.size() != found.size()
                ? Optional.of("list")
                : expected.stream()
                        .filter(sum -> !sum.equals(byName.get(sum.name())))
                        .map(BackupManifest.TableSum::name)
                        .findFirst();
    }

    private void checkEnd() throws IOException {
        if (archive.getNextEntry() != null) {
            throw DamagedBackup.because("something follows its manifest");
        }
        tail.transferTo(OutputStream.nullOutputStream());
        if (!tail.isEnd()) {
            throw DamagedBackup.because("its end is missing");
        }
    }

    private void entry(String expected) throws IOException {
        @Nullable ZipEntry found = archive.getNextEntry();
        if (found == null || !found.getName().equals(expected)) {
            throw DamagedBackup.because(
                    "expected " + expected + ", found " + (found == null ? "its end" : found.getName()));
        }
    }

    private <T> T json(Class<T> type) throws IOException {
        byte[] text = archive.readNBytes(LONGEST_JSON + 1);
        if (text.length > LONGEST_JSON) {
            throw DamagedBackup.because("its header or manifest is too long");
        }
        return BackupWriter.JSON.readValue(text, type);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    /** The rows of one table, which are hashed as they are read. */
    private final class Lines extends FilterInputStream {

        private final RowHash hash = new RowHash();
        private final String step;

        Lines(InputStream in, String table) {
            super(in);
            this.step = table;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = in.read(bytes, from, length);
            if (count > 0) {
                long before = hash.rows();
                hash.write(bytes, from, count);
                progress.add(hash.rows() - before, step);
            }
            return count;
        }

        @Override
        public void close() {
            // The archive continues.
        }
    }

    /** Keeps the last bytes that were read. */
    private static final class Tail extends FilterInputStream {

        private static final int KEPT = END_LENGTH;

        private byte[] last = new byte[0];

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            if (one >= 0) {
                keep(new byte[] {(byte) one}, 0, 1);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = in.read(bytes, from, length);
            if (count > 0) {
                keep(bytes, from, count);
            }
            return count;
        }

        private void keep(byte[] bytes, int from, int count) {
            int fresh = Math.min(count, KEPT);
            int old = Math.min(last.length, KEPT - fresh);
            byte[] kept = Arrays.copyOf(Arrays.copyOfRange(last, last.length - old, last.length), old + fresh);
            System.arraycopy(bytes, from + count - fresh, kept, old, fresh);
            last = kept;
        }

        boolean isEnd() {
            int from = last.length - END_LENGTH;
            return from >= 0 && Arrays.equals(last, from, from + END.length, END, 0, END.length);
        }
    }
}
