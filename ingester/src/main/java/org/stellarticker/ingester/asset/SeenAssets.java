package org.stellarticker.ingester.asset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.stellarticker.core.asset.Asset;

/**
 * Which assets a scan met, in 16 bytes each or less: the beginnings of their keys' hashes. Two that share one, of 2^64, would
 * have the one that is gone stay listed. Safe for use by many threads.
 */
final class SeenAssets {

    private static final int SMALLEST = 1024;

    /** Open addressing; 0 is free. */
    private long[] hashes = new long[SMALLEST];

    private int size;

    /** @return whether it was not there yet */
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

    /** Where a hash is, or may be put. */
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
