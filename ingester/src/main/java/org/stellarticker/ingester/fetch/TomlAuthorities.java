package org.stellarticker.ingester.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities that are trusted for toml servers: those of Java, and additional ones of a file. */
public final class TomlAuthorities {

    private final X509TrustManager manager;
    private final SSLSocketFactory sockets;

    private TomlAuthorities(List<X509Certificate> additional) throws GeneralSecurityException, IOException {
        var all = new ArrayList<>(Arrays.asList(manager(null).getAcceptedIssuers()));
        all.addAll(additional);
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry(String.valueOf(i), all.get(i));
        }
        manager = manager(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        sockets = context.getSocketFactory();
    }

    /**
     * Reads a file of certificates, as text (PEM) or bytes (DER).
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate; the message says what was expected
     */
    public static TomlAuthorities read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            var certificates = new ArrayList<X509Certificate>();
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) one);
            }
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected a file of certificates (PEM or DER), found no certificate in it");
            }
            return new TomlAuthorities(certificates);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "expected a file of certificates that can be read, found " + unreadable, unreadable);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    X509TrustManager manager() {
        return manager;
    }

    SSLSocketFactory sockets() {
        return sockets;
    }
}
