package org.stellarticker.sandbox.horizon;

import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.AssetDirectory;

/** Which codes and accounts Horizon would accept in a parameter. */
final class Addresses {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,12}");
    private static final Pattern ACCOUNT = Pattern.compile("G[A-Z2-7]{55}");
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final AssetDirectory assets;

    Addresses(AssetDirectory assets) {
        this.assets = assets;
    }

    boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** By its checksum, as Horizon does; an issuer that the journal knows is accepted whatever its checksum is. */
    boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches()
                && (checksumHolds(text)
                        || assets.list().stream().map(Asset::issuer).anyMatch(text::equals));
    }

    /** The last two of the 35 bytes are the CRC-16 (XMODEM) of those before, low byte first. */
    private static boolean checksumHolds(String address) {
        int crc = 0;
        int bits = 0;
        int count = 0;
        int bytes = 0;
        int expected = 0;
        for (int i = 0; i < address.length(); i++) {
            bits = ((bits << 5) | DIGITS.indexOf(address.charAt(i))) & 0xfff;
            count += 5;
            if (count >= 8) {
                count -= 8;
                int octet = (bits >>> count) & 0xff;
                if (bytes < 33) {
                    crc = crc16(crc, octet);
                } else {
                    expected |= octet << (8 * (bytes - 33));
                }
                bytes++;
            }
        }
        return crc == expected;
    }

    private static int crc16(int crc, int octet) {
        int next = crc ^ (octet << 8);
        for (int bit = 0; bit < 8; bit++) {
            next = (next & 0x8000) != 0 ? (next << 1) ^ 0x1021 : next << 1;
        }
        return next & 0xffff;
    }
}
