package org.stellarticker.eventpublisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** Makes a certificate of 127.0.0.1 that nobody else vouches for. */
final class BrokerCertificate {

    /** The file with the certificate (PEM). */
    static final String ALONE = "certificate.pem";

    /** The file with the certificate and its key (PEM). */
    static final String WITH_KEY = "certificate-and-key.pem";

    private static final String NAME = "broker";
    private static final String STORE = "certificate.p12";
    private static final String STORE_PASSWORD = "password";

    private BrokerCertificate() {}

    static void make(Path folder) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                NAME,
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker.example",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                STORE,
                "-storepass",
                STORE_PASSWORD);
        Process keytool = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue() + ": " + output);
        }
        try {
            char[] password = STORE_PASSWORD.toCharArray();
            KeyStore store = KeyStore.getInstance(folder.resolve(STORE).toFile(), password);
            String certificate = pem("CERTIFICATE", store.getCertificate(NAME).getEncoded());
            Files.writeString(folder.resolve(ALONE), certificate);
            Files.writeString(
                    folder.resolve(WITH_KEY),
                    pem("PRIVATE KEY", store.getKey(NAME, password).getEncoded()) + certificate);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
