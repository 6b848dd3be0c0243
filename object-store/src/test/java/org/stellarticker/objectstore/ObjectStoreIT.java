package org.stellarticker.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder and a bucket of a real server do the same, and say the same when they cannot. */
class ObjectStoreIT {

    private static final ObjectHeaders TEXT = ObjectHeaders.of("text/plain");

    @TempDir
    static Path shared;

    private static BucketServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = BucketServer.start(shared);
        server.create("archive");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private ObjectStore open(String kind) {
        return ObjectStore.open(
                kind.equals("folder")
                        ? new StoreAddress.Folder(folder.resolve("store"))
                        : server.address("archive", folder.getFileName() + "/"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "", ""), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "bucket"})
    void putsReadsListsCopiesAndDeletes(String kind) throws Exception {
        try (ObjectStore store = open(kind)) {
            assertThat(store.find("a/day=1/x")).isEmpty();
            assertThat(store.findLength("a/day=1/x")).isEmpty();
            assertThat(store.get("a/day=1/x", folder.resolve("got"))).isFalse();
            assertThat(store.list("")).isEmpty();

            store.put("a/day=1/x", file("one"), TEXT);
            store.put("a/day=1/x", file("other"), TEXT);
            store.copy("a/day=1/x", "b/x");

            assertThat(store.list("")).containsExactly("a/day=1/x", "b/x");
            assertThat(store.list("a/")).containsExactly("a/day=1/x");
            assertThat(store.findLength("b/x")).contains(5L);
            assertThat(store.get("b/x", folder.resolve("got"))).isTrue();
            assertThatThrownBy(
                            () -> store.get("b/x", folder.resolve("no folder").resolve("got")))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(folder.resolve("got")).hasContent("other");
            store.delete("b/x");
            store.delete("b/x");
            assertThat(store.find("b/x")).isEmpty();
            assertThat(store.find("a/day=1/x").map(bytes -> new String(bytes, UTF_8)))
                    .contains("other");
        }
    }

    @Test
    void saysInOneLineThatABucketOrItsKeysAreWrongAndRecovers() throws Exception {
        try (ObjectStore missing = ObjectStore.open(server.address("absent", ""))) {
            assertThatThrownBy(() -> missing.put("x", file("1"), TEXT))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage(
                            "cannot put s3://absent/x at " + server.endpoint() + ": the bucket absent does not exist");
            assertThatThrownBy(() -> missing.findLength("x")).hasMessageContaining("the bucket absent does not exist");
            server.create("absent");
            missing.put("x", file("1"), TEXT);
            assertThat(missing.findLength("x")).contains(1L);
        }
        var wrong = new StoreAddress.Bucket(
                "archive", "", Optional.of(server.endpoint()), "us-east-1", new StoreAddress.Keys("access", "geheim"));
        try (ObjectStore store = ObjectStore.open(wrong)) {
            assertThatThrownBy(() -> store.put("x", file("1"), TEXT))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("S3_ACCESS_KEY and S3_SECRET_KEY are refused")
                    .hasMessageNotContaining("geheim");
        }
        assertThat(wrong.toString()).doesNotContain("geheim");
    }

    @Test
    void saysThatAnObjectToCopyIsMissing() {
        try (ObjectStore store = open("bucket")) {
            assertThatThrownBy(() -> store.copy("none", "other"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("there is no such object to copy");
        }
    }

    @Test
    void anUploadThatIsCutLeavesThePreviousObject() throws Exception {
        try (var relay = new CuttingRelay(server.port(), 3_000_000)) {
            var through = new StoreAddress.Bucket(
                    "archive", "cut/", Optional.of(relay.endpoint()), "us-east-1", BucketServer.KEYS);
            try (ObjectStore store = ObjectStore.open(through)) {
                store.put("x", file("previous"), TEXT);
                Path large = file("y".repeat(8_000_000));
                assertThatThrownBy(() -> store.put("x", large, TEXT))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageStartingWith("cannot put s3://archive/cut/x");
                relay.stopCutting();
                assertThat(store.findLength("x")).contains(8L);
                store.put("x", large, TEXT);
                assertThat(store.findLength("x")).contains(8_000_000L);
            }
        }
    }

    @Test
    void aFullFolderIsNamed() throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        try (ObjectStore store = ObjectStore.open(new StoreAddress.Folder(blocked))) {
            assertThatThrownBy(() -> store.put("x", file("1"), TEXT))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("cannot write " + blocked + "/x");
        }
    }

    /** Passes bytes on to a server, and ends each connection that has sent too many. */
    private static final class CuttingRelay implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int target;
        private final AtomicLong most;

        CuttingRelay(int target, long most) throws IOException {
            this.target = target;
            this.most = new AtomicLong(most);
            Thread.ofVirtual().start(this::accept);
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + listener.getLocalPort());
        }

        void stopCutting() {
            most.set(Long.MAX_VALUE);
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                    Thread.ofVirtual().start(() -> pass(client, upstream, true));
                    Thread.ofVirtual().start(() -> pass(upstream, client, false));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void pass(Socket from, Socket to, boolean cut) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                var buffer = new byte[8192];
                long passed = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    passed += read;
                    if (cut && passed > most.get()) {
                        return;
                    }
                    to.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException closed) {
                // The other direction ended the connection.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
