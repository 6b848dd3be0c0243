package org.stellarticker.ingester.asset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.stellarticker.core.asset.Asset;

/**
 * A set of assets that takes at most 16 bytes for each: it holds the first 64 bits of the hashes of their keys. If two assets shared
 * these bits, one that is gone would stay listed. Safe for use by many threads.
 */
final class SeenAssets {

    private static final int INITIAL_SLOTS = 1024;

    /** A hash table with open addressing; 0 marks a free slot. */
    private long[] hashes = new long[INITIAL_SLOTS];

    private int size;

    /** Adds an asset and returns whether it is new. */
    synchronized boolean add(Asset asset) {
        int slot = slot(hash(asset));
        if (hashes[slot] != 0) {
            return false;
        }
        hashes[slot] = hash(asset);
        size++;
        if (size * 2 > hashes.length) {
            grow();
        }
        return true;
    }

    synchronized boolean contains(Asset asset) {
        return hashes[slot(hash(asset))] != 0;
    }

    synchronized int size() {
        return size;
    }

    private void grow() {
        long[] previous = hashes;
        hashes = new long[previous.length * 2];
        Arrays.stream(previous).filter(hash -> hash != 0).forEach(hash -> hashes[slot(hash)] = hash);
    }

    /** Returns the slot of a hash, or the free slot for it. */
    private int slot(long hash) {
        int slot = (int) hash & (hashes.length - 1);
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    private static long hash(Asset asset) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(asset.key().getBytes(StandardCharsets.UTF_8));
            long hash = ByteBuffer.wrap(digest).getLong();
            return hash == 0 ? 1 : hash;
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
