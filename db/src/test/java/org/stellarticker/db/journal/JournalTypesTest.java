package org.stellarticker.db.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTypesTest {

    @Test
    void aTypeThatIsNotNamedHasTheBoundsOfTheOthers() {
        var types = JournalTypes.parse("metadata=90d/5000, *=7d/10");
        assertThat(types.find("metadata")).hasValue(new JournalType("metadata", Duration.ofDays(90), 5000));
        assertThat(types.find("news")).hasValue(new JournalType("news", Duration.ofDays(7), 10));
        assertThat(types.names()).containsExactly("metadata", "*");
    }

    @Test
    void withoutOthersOnlyNamedTypesAreTaken() {
        assertThat(JournalTypes.parse("metadata=90d/5000").find("news")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "x=1/1", "x=0d/1", "x=1d/0", "X=1d/1", "x=1d/1,x=2d/2", "x=1d/1,", "x=1d/99999999999"})
    void anotherFormIsRefused(String text) {
        assertThatThrownBy(() -> JournalTypes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TYPE=DAYSd/ENTRIES");
    }
}
