package org.stellarticker.objectstore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps objects as files of a folder. A file is written aside, forced to the disk, and renamed. */
final class FolderStore implements ObjectStore {

    /** Readers of the folder pass over names that begin with a dot. */
    private static final String ASIDE = ".writing";

    private final Path folder;

    FolderStore(Path folder) {
        this.folder = folder;
    }

    /** Something that is done with files. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    @Override
    public void put(String key, Path content, ObjectHeaders headers) {
        attempt("write", key, () -> {
            Path target = path(key);
            Path targetFolder = Objects.requireNonNull(target.getParent());
            Path aside = Files.createDirectories(folder.resolve(ASIDE))
                    .resolve(UUID.randomUUID().toString());
            try {
                Files.copy(content, aside);
                force(aside, StandardOpenOption.WRITE);
                Files.createDirectories(targetFolder);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
                force(targetFolder, StandardOpenOption.READ);
            } finally {
                Files.deleteIfExists(aside);
            }
            return true;
        });
    }

    private static void force(Path file, StandardOpenOption mode) throws IOException {
        try (var channel = FileChannel.open(file, mode)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<Long> findLength(String key) {
        return attempt("read", key, () -> {
            try {
                return Optional.of(Files.size(path(key)));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Optional<byte[]> find(String key) {
        return attempt("read", key, () -> {
            try {
                return Optional.of(Files.readAllBytes(path(key)));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public boolean get(String key, Path file) {
        return attempt("read", key, () -> {
            try {
                Files.copy(path(key), file, StandardCopyOption.REPLACE_EXISTING);
                return true;
            } catch (NoSuchFileException missing) {
                if (Files.exists(path(key))) {
                    throw missing; // it is the folder of the copy
                }
                return false;
            }
        });
    }

    @Override
    public void copy(String from, String to) {
        put(to, path(from), ObjectHeaders.of(""));
    }

    @Override
    public List<String> list(String prefix) {
        return attempt("list", prefix, () -> {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString())
                        .filter(key -> key.startsWith(prefix) && !key.startsWith(ASIDE))
                        .sorted()
                        .toList();
            }
        });
    }

    @Override
    public void delete(String key) {
        attempt("delete", key, () -> Files.deleteIfExists(path(key)));
    }

    private Path path(String key) {
        Path path = folder.resolve(key).normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            throw new IllegalArgumentException("key: expected a path below the store, found \"" + key + "\"");
        }
        return path;
    }

    private <T> T attempt(String verb, String key, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new StoreUnavailable("cannot " + verb + " " + folder.resolve(key) + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "access denied to " + denied.getFile();
            case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
