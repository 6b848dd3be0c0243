package org.stellarticker.ingester.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.ingester.fetch.TomlClient.UntrustedRules;
import org.stellarticker.ingester.toml.TomlException;
import org.stellarticker.publichttp.TrustedOrigins;

/** Fetches a toml over TLS and the checked sockets; the addresses of this machine count as public here. */
class TomlAuthoritiesTest {

    private static final String PASSWORD = "secret";

    @TempDir
    private Path folder;

    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "bank",
                "-keyalg",
                "EC",
                "-dname",
                "CN=bank.example",
                "-ext",
                "san=dns:bank.example");
        keytool("-exportcert", "-alias", "bank", "-rfc", "-file", certificate().toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/.well-known/stellar.toml", exchange -> {
            byte[] toml = "VERSION=\"2.0.0\"".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, toml.length);
            exchange.getResponseBody().write(toml);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Path certificate() {
        return folder.resolve("bank.pem");
    }

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", folder.resolve("keys").toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    private SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private TomlResponse fetch(Optional<TomlAuthorities> authorities) throws TomlException {
        int port = server.getAddress().getPort();
        var here = new UntrustedRules(name -> List.of(InetAddress.getLoopbackAddress()), address -> true, port);
        try (var client = new TomlClient(TrustedOrigins.NONE, authorities, Duration.ofSeconds(30), here)) {
            return client.fetch("https://bank.example:" + port + "/.well-known/stellar.toml", CacheValidators.NONE);
        }
    }

    @Test
    void acceptsAServerOfAnAdditionalAuthority() throws TomlException {
        TomlResponse answer =
                fetch(Optional.of(TomlAuthorities.read(certificate().toString())));

        assertThat(((TomlResponse.File) answer).bytes()).asString(UTF_8).isEqualTo("VERSION=\"2.0.0\"");
    }

    @Test
    void rejectsAServerOfAnUnknownAuthority() {
        assertThatExceptionOfType(TomlException.class)
                .isThrownBy(() -> fetch(Optional.empty()))
                .extracting(TomlException::kind)
                .isEqualTo(TomlException.Kind.UNREACHABLE);
    }

    @Test
    void rejectsAFileWithoutCertificates() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));

        for (Path file : List.of(empty, folder.resolve("nowhere"), folder.resolve("keys"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TomlAuthorities.read(file.toString()))
                    .withMessageStartingWith("expected a file of certificates");
        }
    }
}
