package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.KnownNames;

class KnownNamesTest {

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");

    /** A name that is missing here would be called misspelt by the programs that do not read it. */
    @Test
    void everySettingThatIsDocumentedIsKnown() throws IOException {
        Set<String> documented = DOCUMENTED
                .matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).contains("TICKER_PORT");
        assertThat(KnownNames.ofAllPrograms()).containsAll(documented);
    }
}
