package org.stellarticker.sandbox.network;

/** Encodes addresses of accounts (SEP-23): a version byte, the 32 bytes of the key, a checksum; in base 32. */
public final class StrKey {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BYTES = 35;
    /** The version byte of an account, which makes the address begin with G. */
    private static final byte ACCOUNT = 6 << 3;

    private StrKey() {}

    /**
     * Returns an account's address.
     *
     * @param key 32 bytes
     */
    public static String account(byte[] key) {
        byte[] bytes = new byte[BYTES];
        bytes[0] = ACCOUNT;
        System.arraycopy(key, 0, bytes, 1, key.length);
        int checksum = checksum(bytes);
        bytes[BYTES - 2] = (byte) checksum;
        bytes[BYTES - 1] = (byte) (checksum >>> 8);
        var address = new StringBuilder(56);
        int bits = 0;
        int count = 0;
        for (byte octet : bytes) {
            bits = ((bits << 8) | (octet & 0xff)) & 0xffff;
            count += 8;
            while (count >= 5) {
                count -= 5;
                address.append(DIGITS.charAt((bits >>> count) & 31));
            }
        }
        return address.toString();
    }

    /** Returns the 32 bytes of an address's key. */
    public static byte[] key(String address) {
        byte[] key = new byte[32];
        System.arraycopy(bytes(address), 1, key, 0, key.length);
        return key;
    }

    /**
     * Returns whether the checksum is valid.
     *
     * @param address 56 digits of base 32
     */
    public static boolean hasValidChecksum(String address) {
        byte[] bytes = bytes(address);
        return checksum(bytes) == ((bytes[BYTES - 2] & 0xff) | ((bytes[BYTES - 1] & 0xff) << 8));
    }

    private static byte[] bytes(String address) {
        byte[] bytes = new byte[BYTES];
        int bits = 0;
        int count = 0;
        int length = 0;
        for (int i = 0; i < address.length(); i++) {
            bits = ((bits << 5) | DIGITS.indexOf(address.charAt(i))) & 0xfff;
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes[length++] = (byte) (bits >>> count);
            }
        }
        return bytes;
    }

    /** Returns the CRC-16 (XMODEM) of all bytes but the last two, which hold it, low byte first. */
    private static int checksum(byte[] bytes) {
        int crc = 0;
        for (int i = 0; i < BYTES - 2; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
            crc &= 0xffff;
        }
        return crc;
    }
}
