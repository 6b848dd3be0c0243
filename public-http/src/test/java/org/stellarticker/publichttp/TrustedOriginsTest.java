package org.stellarticker.publichttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedOriginsTest {

    private final TrustedOrigins origins = TrustedOrigins.parse(
            "https://*.sandbox.example=http://127.0.0.1:8001, https://bank.example:8443=http://[::1]:9000");

    @ParameterizedTest
    @CsvSource({
        "https://a.sandbox.example/.well-known/stellar.toml, http://127.0.0.1:8001/.well-known/stellar.toml",
        "https://a.b.sandbox.example/x?y=z, http://127.0.0.1:8001/x?y=z",
        "https://bank.example:8443/x, http://[::1]:9000/x",
    })
    void replacesTheAddressOfATrustedOrigin(String link, String address) {
        assertThat(origins.address(HttpUrl.get(link))).contains(HttpUrl.get(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sandbox.example/x",
                "https://notsandbox.example/x",
                "https://a.sandbox.example.scam.example/x",
                "http://a.sandbox.example/x",
                "https://a.sandbox.example:444/x",
                "https://bank.example/x",
            })
    void keepsOtherOrigins(String link) {
        assertThat(origins.address(HttpUrl.get(link))).isEmpty();
    }

    @Test
    void acceptsAnEmptyList() {
        assertThat(TrustedOrigins.parse("")).isEqualTo(TrustedOrigins.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "a.example=http://127.0.0.1",
                "https://a.example=127.0.0.1:8001",
                "https://a.example/path=http://127.0.0.1",
                "https://a.*.example=http://127.0.0.1",
                "=",
            })
    void rejectsEntriesThatAreNotAnOriginWithAnAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedOrigins.parse(text))
                .withMessageStartingWith("expected ORIGIN=ADDRESS");
    }
}
