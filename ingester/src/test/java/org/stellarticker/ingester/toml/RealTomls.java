package org.stellarticker.ingester.toml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Holds 211 real files from public repositories, by name without {@code .toml}. */
final class RealTomls {

    static final SequencedMap<String, byte[]> ALL = read();

    private RealTomls() {}

    /** Returns a file by its owner's name in lower case and the beginning of its hash: {@code owner_1234567}. */
    static byte[] named(String shortly) {
        int hash = shortly.lastIndexOf('_');
        return ALL.entrySet().stream()
                .filter(file -> file.getKey().toLowerCase(Locale.ROOT).startsWith(shortly.substring(0, hash) + "__")
                        && file.getKey().contains("__" + shortly.substring(hash + 1)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static SequencedMap<String, byte[]> read() {
        var files = new TreeMap<String, byte[]>();
        try (var zip =
                new ZipInputStream(Objects.requireNonNull(RealTomls.class.getResourceAsStream("stellar-tomls.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName().replace(".toml", ""), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
