package org.stellarticker.ingester.toml;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LegacyUrlTest {

    /**
     * Each line holds the result of the legacy ticker's own functions, run with Go (GODEBUG=urlstrictcolons=0, as in its
     * time): whether the URL of an organisation belongs to the domain of a toml.
     */
    @ParameterizedTest(name = "{1} of {2}: {0}")
    @CsvFileSource(resources = "controlled-by-domain.tsv", delimiter = '\t', quoteCharacter = '\u0001')
    void decidesLikeGo(boolean controlled, String organisation, String toml) {
        assertThat(LegacyUrl.isDomainVerified(text(toml), text(organisation))).isEqualTo(controlled);
    }

    private static String text(String json) {
        return JsonParser.parseString(json).getAsString();
    }
}
