package org.stellarticker.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTokensTest {

    @Test
    void theLastRecordOfAPageHasTheNextCursor() {
        String page = "{\"records\": [{\"paging_token\": \"12884905985-0\"}, {\"paging_token\": \"12884905985-1\"}]}";

        assertThat(PageTokens.last(page)).isEqualTo("12884905985-1");
        assertThat(PageTokens.count(page)).isEqualTo(2);
    }

    @Test
    void anEmptyPageHasNoToken() {
        assertThat(PageTokens.last("{\"records\": []}")).isEmpty();
        assertThat(PageTokens.count("{\"records\": []}")).isZero();
    }
}
