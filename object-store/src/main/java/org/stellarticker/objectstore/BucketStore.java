package org.stellarticker.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps objects in a bucket. The server compares an upload with its MD5, so that one that was cut or damaged is refused, and
 * shows it only once it is whole.
 */
final class BucketStore implements ObjectStore {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** How long the server may be silent within a request. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final StoreAddress.Bucket bucket;
    private final S3Client client;

    BucketStore(StoreAddress.Bucket bucket) {
        this.bucket = bucket;
        var builder = S3Client.builder()
                .region(Region.of(bucket.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        bucket.keys().access(), bucket.keys().secret())))
                // Servers of others do not know Amazon's newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE));
        bucket.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        this.client = builder.build();
    }

    @Override
    public void put(String key, Path content, ObjectHeaders headers) {
        String md5 = md5(content);
        attempt(
                "put",
                key,
                () -> client.putObject(
                        request -> {
                            request.bucket(bucket.name())
                                    .key(full(key))
                                    .contentMD5(md5)
                                    .contentType(headers.contentType());
                            headers.cacheControl().ifPresent(request::cacheControl);
                            headers.contentEncoding().ifPresent(request::contentEncoding);
                        },
                        RequestBody.fromFile(content)));
    }

    private static String md5(Path content) {
        try (InputStream in = Files.newInputStream(content);
                var digest =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("MD5"))) {
            in.transferTo(digest);
            return Base64.getEncoder().encodeToString(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw new StoreUnavailable("cannot read " + content + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public Optional<Long> findLength(String key) {
        return ifThere(
                "read",
                key,
                () -> client.headObject(request -> request.bucket(bucket.name()).key(full(key)))
                        .contentLength());
    }

    @Override
    public Optional<byte[]> find(String key) {
        return ifThere(
                "read",
                key,
                () -> client.getObjectAsBytes(
                                request -> request.bucket(bucket.name()).key(full(key)))
                        .asByteArray());
    }

    @Override
    public boolean get(String key, Path file) {
        return ifThere("read", key, () -> {
                    try (InputStream in = client.getObject(
                            request -> request.bucket(bucket.name()).key(full(key)))) {
                        return Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    } catch (IOException e) {
                        throw new StoreUnavailable(
                                "cannot read " + url(key) + " into " + file + ": " + e.getMessage(), e);
                    }
                })
                .isPresent();
    }

    @Override
    public void copy(String from, String to) {
        attempt(
                "put",
                to,
                () -> client.copyObject(request -> request.sourceBucket(bucket.name())
                        .sourceKey(full(from))
                        .destinationBucket(bucket.name())
                        .destinationKey(full(to))));
    }

    @Override
    public List<String> list(String prefix) {
        return attempt(
                "list",
                prefix,
                () -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket.name()).prefix(full(prefix)))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(bucket.prefix().length()))
                        .sorted()
                        .toList());
    }

    @Override
    public void delete(String key) {
        attempt(
                "delete",
                key,
                () -> client.deleteObject(
                        request -> request.bucket(bucket.name()).key(full(key))));
    }

    private String full(String key) {
        return bucket.prefix() + key;
    }

    private String url(String key) {
        return "s3://" + bucket.name() + "/" + full(key);
    }

    private <T> Optional<T> ifThere(String verb, String key, Supplier<T> request) {
        return attempt(verb, key, () -> {
            try {
                return Optional.of(request.get());
            } catch (S3Exception e) {
                if (e.statusCode() != NOT_FOUND || isNoBucket(e)) {
                    throw e;
                }
                // The answer to a HEAD has no body that says what is missing, key or bucket. This fails without a
                // bucket.
                client.headBucket(head -> head.bucket(bucket.name()));
                return Optional.empty();
            }
        });
    }

    private static boolean isNoBucket(S3Exception e) {
        return e.awsErrorDetails() != null
                && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
    }

    private <T> T attempt(String verb, String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new StoreUnavailable("cannot " + verb + " " + url(key) + where() + ": " + reason(e), e);
        }
    }

    private String where() {
        return bucket.endpoint().map(endpoint -> " at " + endpoint).orElse("");
    }

    private String reason(SdkException e) {
        if (!(e instanceof S3Exception refused)) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
        String code = refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
        if (refused.statusCode() == NOT_FOUND && "NoSuchKey".equals(code)) {
            return "there is no such object to copy";
        }
        if (refused.statusCode() == NOT_FOUND) {
            return "the bucket " + bucket.name() + " does not exist";
        }
        if (refused.statusCode() == FORBIDDEN) {
            return "S3_ACCESS_KEY and S3_SECRET_KEY are refused" + (code.isEmpty() ? "" : " (" + code + ")");
        }
        return "the server answered " + refused.statusCode() + (code.isEmpty() ? "" : " " + code);
    }

    @Override
    public void close() {
        client.close();
    }
}
