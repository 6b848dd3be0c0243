package org.stellarticker.graphqlserver.graphql;

import java.nio.ByteBuffer;

/**
 * The answer to a GraphQL request.
 *
 * @param status the HTTP status
 * @param json in UTF-8: {@code errors}, {@code data} or both, in this order
 */
public record Answer(int status, ByteBuffer json) {

    /** @param json becomes read-only */
    public Answer {
        json = json.asReadOnlyBuffer();
    }
}
