package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.ExecutionResult;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.stellarticker.graphqlserver.graphql.stream.OperationEnd;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.Reply;
import org.stellarticker.http.StreamWriter;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.marketdata.stream.StreamPosition;

/** Operations as server-sent events: the distinct connections mode of the protocol of graphql-sse. */
final class EventReply {

    private static final ByteBuffer COMPLETE = ByteBuffer.wrap("event: complete\ndata: \n\n".getBytes(UTF_8));

    private EventReply() {}

    /** Returns the answers to an operation, one event each. */
    static Reply.Streamed of(QueryRequest request, OperationRunner runner) {
        return new Reply.Streamed("text/event-stream", out -> {
            runner.run(request, new Events(out), new OperationEnd());
            out.write(COMPLETE);
        });
    }

    private record Events(StreamWriter out) implements OperationRunner.Client {

        @Override
        public void next(ExecutionResult answer) throws ClientGone {
            out.write(ServerSentEvent.of("next", OperationRunner.json(answer)));
        }

        @Override
        public void heartbeat() throws ClientGone {
            out.write(ServerSentEvent.heartbeat());
        }

        /** Other events than those of the protocol would break its clients; they pass over comments. */
        @Override
        public void position(StreamPosition position) throws ClientGone {
            out.write(ServerSentEvent.comment("position " + position));
        }

        @Override
        public void refuse(byte[] errors) throws ClientGone {
            var answer = new ByteArrayOutputStream();
            answer.writeBytes("{\"errors\":".getBytes(UTF_8));
            answer.writeBytes(errors);
            answer.write('}');
            out.write(ServerSentEvent.of("next", answer.toByteArray()));
        }
    }
}
