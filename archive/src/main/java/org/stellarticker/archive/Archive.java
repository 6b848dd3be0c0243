package org.stellarticker.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.stellarticker.objectstore.ObjectHeaders;
import org.stellarticker.objectstore.ObjectStore;

/** The days that a store has, by their manifests. */
public final class Archive {

    private static final ObjectHeaders JSON = ObjectHeaders.of("application/json");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // What records have beside their components is no part of a manifest.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final ObjectStore store;

    public Archive(ObjectStore store) {
        this.store = store;
    }

    public ObjectStore store() {
        return store;
    }

    /** Lists the days that have a manifest, oldest first. */
    public List<LocalDate> listDays() {
        return store.list(ArchiveKeys.MANIFESTS).stream()
                .filter(key -> key.endsWith(".json"))
                .map(ArchiveKeys::dayOf)
                .toList();
    }

    /**
     * Returns a day's manifest; empty when there is none.
     *
     * @throws DamagedArchive if it cannot be read, or a newer build wrote it in a form that this one does not know
     */
    public Optional<ArchiveManifest> find(LocalDate day) {
        String key = ArchiveKeys.manifest(day);
        return store.find(key).map(bytes -> read(key, day, bytes));
    }

    private static ArchiveManifest read(String key, LocalDate day, byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            int format = tree.path("format").asInt(0);
            if (format > ArchiveManifest.FORMAT) {
                throw new DamagedArchive(key + ": expected at most format " + ArchiveManifest.FORMAT + ", found "
                        + format + "; a newer version of Stellar Ticker wrote it, so use that one or a later one");
            }
            if (!tree.isObject()) {
                throw new DamagedArchive(key + ": is not a manifest: expected an object");
            }
            ArchiveManifest manifest = MAPPER.treeToValue(tree, ArchiveManifest.class);
            manifest.findFault(day).ifPresent(fault -> {
                throw new DamagedArchive(key + ": is not a manifest: " + fault);
            });
            return manifest;
        } catch (IOException e) {
            throw new DamagedArchive(key + ": is not a manifest: " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Puts a day's manifest, as a whole. */
    public void put(ArchiveManifest manifest, Path workFolder) {
        Path file = workFolder.resolve("manifest.json");
        try {
            Files.writeString(file, MAPPER.writeValueAsString(manifest) + "\n");
            store.put(ArchiveKeys.manifest(LocalDate.parse(manifest.day())), file, JSON);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a published version's file.
     *
     * @throws DamagedArchive if the object is missing, or others changed it
     */
    public void fetch(ArchiveManifest manifest, ArchiveManifest.Version version, ArchiveTable table, Path to) {
        LocalDate day = LocalDate.parse(manifest.day());
        ArchiveManifest.File file = version.file(table);
        String current = ArchiveKeys.current(table, day);
        Optional<String> found = copy(current, to);
        if (found.filter(file.sha256()::equals).isPresent()) {
            return;
        }
        // While the next version is being published, and afterwards, it is kept beside.
        String previous = ArchiveKeys.previous(table, day, version.version());
        if (copy(previous, to).filter(file.sha256()::equals).isPresent()) {
            return;
        }
        throw new DamagedArchive(current + ": expected SHA-256 " + file.sha256() + " of version " + version.version()
                + ", found " + found.orElse("no such object") + "; others changed it");
    }

    /** Copies an object into a file, and returns its SHA-256; empty when there is none. */
    private Optional<String> copy(String key, Path to) {
        return store.get(key, to) ? Optional.of(sha256(to)) : Optional.empty();
    }

    /** Returns the SHA-256 of a file's bytes, in hexadecimal digits. */
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                var digest =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
