package org.stellarticker.sandbox.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The framing of the file: a frame is its payload's length, its checksum, and the payload. A frame is valid as a whole
 * or not at all.
 */
final class Frames {

    static final int HEAD = 8;

    /** Far beyond any ledger; no greater length was ever written. */
    static final int PAYLOAD_AT_MOST = 1 << 28;

    private Frames() {}

    static int checksum(ByteBuffer payload) {
        var crc = new CRC32C();
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }
}
