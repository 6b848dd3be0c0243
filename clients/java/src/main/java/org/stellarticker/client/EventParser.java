package org.stellarticker.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits one connection's bytes into events, as the HTML standard says. What is not ended by an empty line is dropped. */
final class EventParser<E> {

    /** Makes an event of its parts; empty leaves it out. */
    interface Form<E> {
        Optional<E> read(String kind, @Nullable String position, String data);
    }

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** Bytes of a character that is cut. */
    private ByteBuffer undecoded = ByteBuffer.allocate(0);

    private final StringBuilder line = new StringBuilder();
    private final StringBuilder data = new StringBuilder();
    private final List<E> events = new ArrayList<>();
    private boolean atBegin = true;
    private boolean afterReturn;
    private boolean hasData;
    private String kind = "";
    private @Nullable String id;
    private @Nullable String position;
    private Optional<Duration> retry = Optional.empty();

    private final Form<E> form;

    EventParser(@Nullable String position, Form<E> form) {
        this.form = form;
        this.position = position;
    }

    @Nullable
    String position() {
        return position;
    }

    /** How long the server wants us to wait before the next connection. */
    Optional<Duration> retry() {
        return retry;
    }

    List<E> feed(ByteBuffer chunk) {
        events.clear();
        CharBuffer text = decode(chunk);
        while (text.hasRemaining()) {
            take(text.get());
        }
        return List.copyOf(events);
    }

    private CharBuffer decode(ByteBuffer chunk) {
        ByteBuffer bytes = ByteBuffer.allocate(undecoded.remaining() + chunk.remaining())
                .put(undecoded)
                .put(chunk)
                .flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, text, false);
        undecoded = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        return text.flip();
    }

    private void take(char next) {
        boolean isMark = atBegin && next == '\ufeff';
        atBegin = false;
        boolean ended = afterReturn && next == '\n';
        afterReturn = next == '\r';
        if (isMark || ended) {
            return;
        }
        if (next == '\r' || next == '\n') {
            String whole = line.toString();
            line.setLength(0);
            takeLine(whole);
        } else {
            line.append(next);
        }
    }

    private void takeLine(String whole) {
        if (whole.isEmpty()) {
            end();
            return;
        }
        int colon = whole.indexOf(':');
        String name = colon < 0 ? whole : whole.substring(0, colon);
        String rest = colon < 0 ? "" : whole.substring(colon + 1);
        String value = rest.startsWith(" ") ? rest.substring(1) : rest;
        switch (name) {
            case "data" -> {
                data.append(hasData ? "\n" : "").append(value);
                hasData = true;
            }
            case "event" -> kind = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" ->
                retry = value.matches("\\d{1,9}") ? Optional.of(Duration.ofMillis(Long.parseLong(value))) : retry;
            default -> {
                // A comment, or what a later version says.
            }
        }
    }

    private void end() {
        position = id == null ? position : id;
        if (hasData) {
            form.read(kind, position, data.toString()).ifPresent(events::add);
        }
        kind = "";
        id = null;
        data.setLength(0);
        hasData = false;
    }
}
