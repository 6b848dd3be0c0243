package org.stellarticker.ingester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.ingester.RejectedCommand.Request;

class RejectedDeskIT {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final RejectedDesk desk = new RejectedDesk(database.database(), NOON);

    @BeforeEach
    void twoRecords() {
        database.execute("truncate rejected_trade restart identity");
        database.execute("""
                insert into rejected_trade (paging_token, body, reason, ingested_from, unreadable_by, rejected_at)
                values ('5-1', '{"id": "5-1"}', 'price: expected n and d, found none', 'p', '1', '2026-03-01T10:00:00Z'),
                    (null, E'{"a": "\\u001b[31m"}', E'id: expected one,\\nfound none', 's', '1', '2026-03-01T11:00:00Z')
                """);
    }

    @Test
    void listsTheNewestFirstEachOnALine() {
        assertThat(desk.answer(new Request.ListOpen()))
                .containsExactly(
                        "2  2026-03-01T11:00:00Z  -  id: expected one, found none",
                        "1  2026-03-01T10:00:00Z  5-1  price: expected n and d, found none",
                        "2 rejected, 0 acknowledged");
    }

    @Test
    void showsARecordWithoutControlCharacters() {
        assertThat(desk.answer(new Request.Show(2)))
                .contains("acknowledged  no", "source        stream", "record        {\"a\": \" [31m\"}");
    }

    @Test
    void anAcknowledgedRecordIsCountedAndNoLongerListed() {
        assertThat(desk.answer(new Request.Acknowledge(List.of(2L)))).containsExactly("1 acknowledged, 1 left");
        assertThat(desk.answer(new Request.Acknowledge(List.of(2L)))).containsExactly("1 acknowledged, 1 left");

        assertThat(desk.answer(new Request.ListOpen()))
                .containsExactly(
                        "1  2026-03-01T10:00:00Z  5-1  price: expected n and d, found none",
                        "1 rejected, 1 acknowledged");
        assertThat(desk.answer(new Request.Show(2))).contains("acknowledged  2026-03-01T12:00:00Z");
    }

    @Test
    void anUnknownIdAcknowledgesNothing() {
        assertThatThrownBy(() -> desk.answer(new Request.Acknowledge(List.of(1L, 9L))))
                .hasMessage(
                        "ID: expected a record that is rejected, found none of 9; rejected list shows those there are");
        assertThatThrownBy(() -> desk.answer(new Request.Show(9))).hasMessageContaining("found none of 9");

        assertThat(desk.answer(new Request.ListOpen())).endsWith("2 rejected, 0 acknowledged");
    }
}
