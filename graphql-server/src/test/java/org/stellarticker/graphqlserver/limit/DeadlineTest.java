package org.stellarticker.graphqlserver.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import graphql.ExecutionInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void aQueryThatTakesTooLongIsReportedToEnd() {
        var query = ExecutionInput.newExecutionInput("{issuers{name}}").build();
        try (var deadline = new Deadline(Duration.ofMillis(20))) {
            boolean completed = deadline.within(query, () -> {
                await().atMost(Duration.ofSeconds(5)).until(query::isCancelled);
                return true;
            });

            assertThat(completed).isTrue();
        }
    }

    @Test
    void aQueryInTimeIsLeftAlone() {
        var query = ExecutionInput.newExecutionInput("{issuers{name}}").build();
        try (var deadline = new Deadline(Duration.ofHours(1))) {
            assertThat(deadline.<String>within(query, () -> "done")).isEqualTo("done");
            assertThat(query.isCancelled()).isFalse();
        }
    }
}
