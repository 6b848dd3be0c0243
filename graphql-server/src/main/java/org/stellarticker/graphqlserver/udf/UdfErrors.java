package org.stellarticker.graphqlserver.udf;

import java.nio.ByteBuffer;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.Problem;

/** Errors as UDF has them: {@code {"s": "error", "errmsg": "…"}}. */
final class UdfErrors {

    private UdfErrors() {}

    static Reply.Whole reply(Problem problem) {
        return Reply.json(problem.status(), ByteBuffer.wrap(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("s", "error");
            json.writeStringField("errmsg", problem.detail());
            json.writeEndObject();
        })));
    }
}
