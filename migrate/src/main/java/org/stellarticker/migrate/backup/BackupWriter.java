package org.stellarticker.migrate.backup;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the archive of a backup from its begin to its end. */
final class BackupWriter implements AutoCloseable {

    /** A quarter larger than with the usual level, and three times as fast: while it is written, days cannot be dropped. */
    private static final int LEVEL = 2;

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    static final String HEADER = "header.json";
    static final String MANIFEST = "manifest.json";

    private final ZipOutputStream archive;

    BackupWriter(OutputStream out) {
        archive = new ZipOutputStream(out);
        archive.setLevel(LEVEL);
    }

    void write(BackupHeader header) throws IOException {
        writeJson(HEADER, header);
    }

    /** Begins the entry of a table; the stream's end is the entry's. */
    OutputStream begin(BackupHeader.Table table) throws IOException {
        archive.putNextEntry(new ZipEntry(table.entry()));
        return new FilterOutputStream(archive) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                archive.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                archive.closeEntry();
            }
        };
    }

    void write(BackupManifest manifest) throws IOException {
        writeJson(MANIFEST, manifest);
    }

    private void writeJson(String name, Object value) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(JSON.writeValueAsBytes(value));
        archive.closeEntry();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
