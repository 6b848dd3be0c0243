package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LegacyUrlTest {

    /**
     * What the legacy ticker's own functions said of each pair, run with Go (GODEBUG=urlstrictcolons=0, as the Go of its
     * time): whether an organisation's URL is of the domain of a toml's.
     */
    @ParameterizedTest(name = "{1} of {2}: {0}")
    @CsvFileSource(resources = "controlled-by-domain.tsv", delimiter = '\t', quoteCharacter = '\u0001')
    void saysWhatGoSays(boolean controlled, String organisation, String toml) {
        assertThat(LegacyUrl.isDomainVerified(text(toml), text(organisation))).isEqualTo(controlled);
    }

    private static String text(String json) {
        return JsonParser.parseString(json).getAsString();
    }
}
