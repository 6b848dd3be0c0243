package org.stellarticker.objectstore;

import java.util.Optional;

/**
 * What a bucket answers beside an object's content; a folder keeps none of it.
 *
 * @param contentType such as {@code application/json}
 * @param cacheControl empty for none
 * @param contentEncoding such as {@code gzip}; empty when the content is stored as it is
 */
public record ObjectHeaders(String contentType, Optional<String> cacheControl, Optional<String> contentEncoding) {

    /** Headers of an object that no cache of the web serves. */
    public static ObjectHeaders of(String contentType) {
        return new ObjectHeaders(contentType, Optional.empty(), Optional.empty());
    }
}
