package org.stellarticker.http;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What a client that keeps a reply may compare it by.
 *
 * @param etag with its quotes
 * @param lastModified counts by whole seconds
 */
public record Validators(Optional<String> etag, Optional<Instant> lastModified) {

    public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

    private static final int DIGEST_BYTES = 8;

    /** Returns the ETag of content, which differs wherever the content does. */
    public static Validators of(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.duplicate());
            String hex = HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
            return new Validators(Optional.of("\"" + hex + "\""), Optional.empty());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Returns whether a client that sent these headers has the content. The date counts only without an ETag. */
    boolean areKnown(HttpFields headers) {
        String tags = String.join(",", headers.getValuesList(HttpHeader.IF_NONE_MATCH));
        if (!tags.isEmpty()) {
            return etag.filter(tag -> isListed(tags, tag)).isPresent();
        }
        String date = headers.get(HttpHeader.IF_MODIFIED_SINCE);
        return date != null && lastModified.filter(time -> isAtMost(time, date)).isPresent();
    }

    /** A proxy that compresses the reply makes its ETag a weak one. */
    private static boolean isListed(String tags, String etag) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static boolean isAtMost(Instant time, String date) {
        try {
            return !time.truncatedTo(ChronoUnit.SECONDS)
                    .isAfter(HttpDateTime.parse(date).toInstant());
        } catch (IllegalArgumentException noDate) {
            return false;
        }
    }

    void writeTo(HttpFields.Mutable headers) {
        etag.ifPresent(tag -> headers.put(HttpHeader.ETAG, tag));
        lastModified.ifPresent(
                time -> headers.put(HttpHeader.LAST_MODIFIED, HttpDateTime.format(time.atZone(ZoneOffset.UTC))));
    }
}
