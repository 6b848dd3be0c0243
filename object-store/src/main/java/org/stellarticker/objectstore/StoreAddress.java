package org.stellarticker.objectstore;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.daemon.settings.Settings;

/** Where objects are kept: a setting's folder, or its {@code s3://bucket/prefix} with the settings that begin with S3. */
public sealed interface StoreAddress {

    /** A folder, created when it is first written to. */
    record Folder(Path path) implements StoreAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A bucket of a server that speaks S3.
     *
     * @param prefix with which all keys begin; empty, or ending in a slash
     * @param endpoint of the server; empty for Amazon's
     */
    record Bucket(String name, String prefix, Optional<URI> endpoint, String region, Keys keys)
            implements StoreAddress {
        @Override
        public String toString() {
            return "s3://" + name + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
        }
    }

    /** The account of a bucket; its text shows no secret. */
    record Keys(String access, String secret) {
        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }

    /** Bucket names as Amazon allows them. */
    Pattern BUCKET = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([^?#]*))?");

    /**
     * Reads the address in a setting; empty when it is not set.
     *
     * @param name such as {@code ARCHIVE_URL}
     */
    static Optional<StoreAddress> find(Settings in, String name) {
        Optional<URI> endpoint = in.findSecret("S3_ENDPOINT", StoreAddress::endpoint);
        String region = in.text("S3_REGION", "us-east-1");
        Optional<String> access = in.findSecret("S3_ACCESS_KEY", text -> text);
        Optional<String> secret = in.findSecret("S3_SECRET_KEY", text -> text);
        Optional<StoreAddress> found = in.find(name, StoreAddress::parse);
        if (found.orElse(null) instanceof Bucket bucket) {
            if (access.isEmpty() || secret.isEmpty()) {
                in.clash(
                        name + ": expected S3_ACCESS_KEY and S3_SECRET_KEY beside a bucket, found only \"" + bucket
                                + "\"",
                        name,
                        "S3_ACCESS_KEY",
                        "S3_SECRET_KEY");
            }
            return Optional.of(new Bucket(
                    bucket.name, bucket.prefix, endpoint, region, new Keys(access.orElse(""), secret.orElse(""))));
        }
        return found;
    }

    private static StoreAddress parse(String found) {
        if (!found.toLowerCase(Locale.ROOT).startsWith("s3:")) {
            if (found.contains("://")) {
                throw new IllegalArgumentException("expected a folder or s3://bucket/prefix");
            }
            return new Folder(Path.of(found).toAbsolutePath().normalize());
        }
        Matcher parts = BUCKET.matcher(found);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected s3://bucket/prefix");
        }
        String prefix = Optional.ofNullable(parts.group(2)).orElse("").replaceAll("^/+|/+$", "");
        return new Bucket(parts.group(1), prefix.isEmpty() ? "" : prefix + "/", Optional.empty(), "", new Keys("", ""));
    }

    private static URI endpoint(String found) {
        URI uri;
        try {
            uri = new URI(found);
        } catch (URISyntaxException e) {
            // Its message has the text, which may have a secret.
            throw new IllegalArgumentException("expected an address such as https://s3.example.org");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "expected an address without an account, which S3_ACCESS_KEY and S3_SECRET_KEY say");
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("expected an address such as https://s3.example.org");
        }
        return uri;
    }
}
