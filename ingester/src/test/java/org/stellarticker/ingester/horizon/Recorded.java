package org.stellarticker.ingester.horizon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Answers of real Horizons, byte by byte: those that were recorded whole, and those that others published. */
public final class Recorded {

    private static final List<Path> FOLDERS = List.of(folder("recorded"), folder("published"));
    private static final String HEAD = ".headers.txt";
    private static final String COMPRESSED = ".gz";

    private Recorded() {}

    /** Returns the names of all answers. For some only the body is known; for some, head and chunks are in one file. */
    public static List<String> names() {
        return FOLDERS.stream()
                .flatMap(Recorded::files)
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.endsWith(HEAD))
                .map(Recorded::withoutSuffix)
                .sorted()
                .toList();
    }

    /** Returns the body of an answer, whose file may be compressed. */
    public static byte[] bytes(String name) {
        try {
            Path plain = find(name).orElse(null);
            if (plain != null) {
                return Files.readAllBytes(plain);
            }
            byte[] compressed = asKept(name + COMPRESSED);
            return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** Returns the bytes of a file. */
    public static byte[] asKept(String file) {
        try {
            return Files.readAllBytes(find(file).orElseThrow(() -> new IllegalArgumentException("no answer " + file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** The status line and the headers, in the order sent. */
    public static Optional<List<String>> head(String name) {
        String stem = name.substring(0, name.lastIndexOf('.'));
        return find(stem + HEAD)
                .map(file -> new String(asKept(file.getFileName().toString()), StandardCharsets.US_ASCII)
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static Optional<Path> find(String file) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(file))
                .filter(Files::exists)
                .findFirst();
    }

    private static String withoutSuffix(String file) {
        return file.endsWith(COMPRESSED) ? file.substring(0, file.length() - COMPRESSED.length()) : file;
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(Recorded.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
