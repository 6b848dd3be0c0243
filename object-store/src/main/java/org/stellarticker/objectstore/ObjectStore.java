package org.stellarticker.objectstore;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects by their keys, such as {@code trades/day=2026-11-01/trades.parquet}. Safe for use by many threads.
 *
 * <p>Each method throws {@link StoreUnavailable} when the store does not do it; a later call may succeed.
 */
public sealed interface ObjectStore extends AutoCloseable permits FolderStore, BucketStore {

    /** Opens the store of an address; nothing is asked of it yet. */
    static ObjectStore open(StoreAddress address) {
        return switch (address) {
            case StoreAddress.Folder folder -> new FolderStore(folder.path());
            case StoreAddress.Bucket bucket -> new BucketStore(bucket);
        };
    }

    /** Puts a file's content; an object of that key is replaced at once. */
    void put(String key, Path content, ObjectHeaders headers);

    /** Returns the length of an object in bytes; empty when there is none. */
    Optional<Long> findLength(String key);

    /** Returns an object's content, for small ones; empty when there is none. */
    Optional<byte[]> find(String key);

    /**
     * Writes an object's content into a file, which it replaces.
     *
     * @return whether there is such an object
     */
    boolean get(String key, Path file);

    /** Makes another object of an object's content, without reading it here where the store can. */
    void copy(String from, String to);

    /** Lists the keys that begin with a prefix, in byte order. */
    List<String> list(String prefix);

    /** Deletes an object, if there is one. */
    void delete(String key);

    @Override
    void close();
}
