package org.stellarticker.graphqlserver.graphql;

import java.nio.ByteBuffer;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param json UTF-8, {@code {"errors": …, "data": …}}, one of both or both, in this order
 */
public record Answer(int status, ByteBuffer json) {

    /** @param json is not to be changed by whoever reads it */
    public Answer {
        json = json.asReadOnlyBuffer();
    }
}
