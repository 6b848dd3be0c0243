package org.stellarticker.objectstore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A server that speaks S3 (S3Proxy) in a process of its own, over the folders of a folder. */
public final class BucketServer implements AutoCloseable {

    public static final StoreAddress.Keys KEYS = new StoreAddress.Keys("access", "secret");

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Process process;

    private BucketServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static BucketServer start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path properties = folder.resolve("s3proxy.conf");
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Files.writeString(properties, """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=none
                jclouds.credential=none
                jclouds.filesystem.basedir=%s
                """.formatted(port, KEYS.access(), KEYS.secret(), buckets));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        var server = new BucketServer(folder, port, process);
        server.awaitListening();
        return server;
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException(
                        "S3Proxy does not start: " + Files.readString(folder.resolve("s3proxy.log")));
            }
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Creates a bucket. */
    public void create(String bucket) throws IOException {
        Files.createDirectories(folder.resolve("buckets").resolve(bucket));
    }

    /** Returns what the server answers beside an object's content. */
    public ObjectHeaders headers(String bucket, String key) {
        try (S3Client client = client()) {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(key));
            return new ObjectHeaders(
                    head.contentType(),
                    Optional.ofNullable(head.cacheControl()),
                    Optional.ofNullable(head.contentEncoding()));
        }
    }

    private S3Client client() {
        return S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEYS.access(), KEYS.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    public StoreAddress.Bucket address(String bucket, String prefix) {
        return new StoreAddress.Bucket(bucket, prefix, Optional.of(endpoint()), "us-east-1", KEYS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
