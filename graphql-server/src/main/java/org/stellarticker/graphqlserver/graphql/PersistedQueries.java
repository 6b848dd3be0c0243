package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Queries that clients name by their hash, as Apollo's clients do: they send the hash alone first, and the query with it when
 * it is not known. As many are kept as fit into a bounded number of characters, the most used ones longest.
 */
final class PersistedQueries {

    private static final long MOST_CHARS = 4L << 20;

    private static final int VERSION = 1;

    private final Cache<String, String> byHash = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARS)
            .<String, String>weigher((_, query) -> query.length())
            .build();

    /**
     * Returns the query of a request; empty when it has none at all.
     *
     * @param query empty when the request has only the hash
     * @param extensions of the request, which may hold {@code persistedQuery}; unknown ones are ignored, as GraphQL requires
     */
    Optional<String> query(Optional<String> query, @Nullable Object extensions)
            throws BadRequest, PersistedQueryNotFound {
        if (!(extensions instanceof Map<?, ?> members) || members.get("persistedQuery") == null) {
            return query;
        }
        String hash = hash(members.get("persistedQuery"));
        if (query.isEmpty()) {
            return Optional.of(Optional.ofNullable(byHash.getIfPresent(hash)).orElseThrow(PersistedQueryNotFound::new));
        }
        String found = sha256(query.get());
        if (!found.equals(hash)) {
            throw new BadRequest("\"persistedQuery\": expected the SHA-256 of the query, " + found + ", found " + hash);
        }
        byHash.put(hash, query.get());
        return query;
    }

    private static String hash(@Nullable Object persisted) throws BadRequest {
        if (persisted instanceof Map<?, ?> members
                && Integer.valueOf(VERSION).equals(members.get("version"))
                && members.get("sha256Hash") instanceof String hash) {
            return hash;
        }
        throw new BadRequest("\"persistedQuery\": expected {\"version\": 1, \"sha256Hash\": …}");
    }

    private static String sha256(String query) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(query.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
