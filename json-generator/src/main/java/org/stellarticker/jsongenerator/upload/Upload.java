package org.stellarticker.jsongenerator.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.objectstore.ObjectHeaders;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreUnavailable;

/**
 * Uploads the public files that changed, each whole: the plain form under its name, the compressed ones beside it. Of several
 * copies of the program one uploads, so that none overwrites a newer version.
 */
public final class Upload implements Task {

    private static final Logger log = LoggerFactory.getLogger(Upload.class);

    private static final Map<String, String> ENCODINGS = Map.of(".gz", "gzip", ".br", "br");

    private final ObjectStore store;
    private final Path www;
    private final Path aside;
    private final LeaderElection leadership;
    private final UploadMetrics metrics;
    private final Progress progress;

    /** What was uploaded, or found there, by key. */
    private final Map<String, Version> uploaded = new HashMap<>();

    private Optional<String> cacheControl = Optional.empty();
    private String trouble = "";

    /** A file's content is another one when its date or its length is. */
    private record Version(FileTime date, long length) {}

    /**
     * @param www the folder of the public files
     * @param aside where a file is copied to while it is uploaded: a new version replaces the public one at any moment
     */
    public Upload(
            ObjectStore store,
            Path www,
            Path aside,
            LeaderElection leadership,
            UploadMetrics metrics,
            Progress progress) {
        this.store = store;
        this.www = www;
        this.aside = aside;
        this.leadership = leadership;
        this.metrics = metrics;
        this.progress = progress;
    }

    /** Lets caches keep an object for as long as one is uploaded, and for a day while nothing newer can be had. */
    public Upload keptFor(Duration interval) {
        long seconds = Math.max(1, interval.toSeconds());
        cacheControl = Optional.of("public, max-age=" + seconds + ", stale-if-error=86400");
        return this;
    }

    @Override
    public void run() {
        try {
            if (leads()) {
                uploadAll();
            }
        } catch (DatabaseUnavailable passing) {
            // Another copy may lead now.
            uploaded.clear();
            retrying(String.valueOf(passing.getMessage()));
        } catch (StoreUnavailable passing) {
            retrying(String.valueOf(passing.getMessage()));
        } catch (IOException | UncheckedIOException passing) {
            // Such as a full disk.
            retrying(String.valueOf(passing));
        }
    }

    private boolean leads() {
        if (leadership.tryLead()) {
            return true;
        }
        // Another copy uploads meanwhile: what is there is not known any more.
        uploaded.clear();
        progress.standby();
        return false;
    }

    private void uploadAll() throws IOException {
        for (Path file : files()) {
            if (!upload(file)) {
                return;
            }
        }
        progress.running(uploaded.size() + " files");
        trouble = "";
    }

    /** Lists the files, the compressed forms of each before the plain one, as they are written. */
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(www)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(www)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        }
    }

    /** Uploads a file that changed, and returns whether this copy still leads. */
    private boolean upload(Path file) throws IOException {
        String key = www.relativize(file).toString();
        try {
            Version version = new Version(Files.getLastModifiedTime(file), Files.size(file));
            if (version.equals(uploaded.get(key))) {
                return true;
            }
            Files.createDirectories(aside);
            Path content = aside.resolve("upload");
            Files.copy(file, content, StandardCopyOption.REPLACE_EXISTING);
            // After a start, most files are there already.
            if (uploaded.containsKey(key) || !isThere(key, content)) {
                // A copy that hung since it last looked must not overwrite what its successor uploaded.
                if (!leads()) {
                    return false;
                }
                store.put(key, content, headers(key));
                metrics.uploaded();
            }
            uploaded.put(key, version);
        } catch (NoSuchFileException removedMeanwhile) {
            uploaded.remove(key);
        }
        return true;
    }

    private boolean isThere(String key, Path content) throws IOException {
        if (!store.findLength(key).equals(Optional.of(Files.size(content)))) {
            return false;
        }
        Optional<byte[]> found = store.find(key);
        return found.isPresent() && Arrays.equals(found.get(), Files.readAllBytes(content));
    }

    private ObjectHeaders headers(String key) {
        return new ObjectHeaders(
                "application/json",
                cacheControl,
                ENCODINGS.entrySet().stream()
                        .filter(encoding -> key.endsWith(encoding.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private void retrying(String reason) {
        metrics.failed();
        progress.retrying(reason);
        if (!reason.equals(trouble)) {
            log.warn(reason);
            trouble = reason;
        }
    }
}
