package org.stellarticker.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowHashTest {

    @Test
    void theOrderOfRowsDoesNotCount() {
        assertThat(sum("a\t1\nb\t2\nc\t3\n")).isEqualTo(sum("c\t3\na\t1\nb\t2\n"));
    }

    @Test
    void howTheRowsArriveDoesNotCount() {
        var inBytes = new RowHash();
        for (byte one : "a\t1\nb\t2\n".getBytes(UTF_8)) {
            inBytes.write(one);
        }
        assertThat(inBytes.sum("t")).isEqualTo(sum("a\t1\nb\t2\n"));
    }

    @Test
    void eachByteAndEachRowCounts() {
        var sums = java.util.stream.Stream.of(
                        "", "\n", "a\n", "b\n", "a\na\n", "a\nb\n", "ab\n", "a\n\n", "aa\nb\nb\n", "a\na\nb\n")
                .map(RowHashTest::sum);
        assertThat(sums).doesNotHaveDuplicates();
    }

    @Test
    void aRowThatIsThereTwiceDoesNotCancelItself() {
        assertThat(sum("a\na\n").hash()).isNotEqualTo(sum("b\nb\n").hash()).isNotEqualTo(sum("").hash());
    }

    private static BackupManifest.TableSum sum(String lines) {
        var hash = new RowHash();
        hash.write(lines.getBytes(UTF_8), 0, lines.getBytes(UTF_8).length);
        return hash.sum("t");
    }
}
