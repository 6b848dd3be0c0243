package org.stellarticker.graphqlserver.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    @Test
    void aKeyHasAPrefixARandomPartAndACheck() {
        var keys = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String key = KeyText.generate(KeyText.KEY);
            assertThat(key).matches("sticker_[0-9A-Za-z]{38}");
            assertThat(KeyText.isWellFormed(key)).isTrue();
            keys.add(key);
        }
        assertThat(keys).hasSize(1000);
        assertThat(KeyText.isWellFormed(KeyText.generate(KeyText.INVITE))).isTrue();
    }

    /** Computed by Python's zlib.crc32, as docs/accounts.md describes it for scanners. */
    @Test
    void theCheckIsTheCrcOfAllBefore() {
        String text = "sticker_" + "0".repeat(32);
        assertThat(KeyText.isWellFormed(text + "0BDUJW")).isTrue();
        assertThat(KeyText.isWellFormed(text + "000000")).isFalse();
    }

    @Test
    void aKeyWithOneOtherCharacterIsNone() {
        String key = KeyText.generate(KeyText.KEY);
        for (int i = 8; i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.isWellFormed(key.substring(0, i) + other + key.substring(i + 1)))
                    .as("character %s", i)
                    .isFalse();
        }
    }

    @Test
    void onlyTheBeginningIsShown() {
        String key = KeyText.generate(KeyText.KEY);
        assertThat(KeyText.prefix(key)).isEqualTo(key.substring(0, 14));
    }
}
