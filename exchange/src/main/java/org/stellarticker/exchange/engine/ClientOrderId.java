package org.stellarticker.exchange.engine;

import java.nio.charset.StandardCharsets;

/** A client order id as five 64-bit words, eight characters each, so that it needs no object of its own. */
public final class ClientOrderId {

    /** How many characters it may have. */
    public static final int LENGTH = 36;

    /** How many words it is kept in. */
    public static final int WORDS = 5;

    private static final int CHARACTERS_A_WORD = 8;
    private static final String OTHER_CHARACTERS = "._:/-";

    private ClientOrderId() {}

    /** Returns whether it is empty, or has only characters that it may have, and not too many. */
    public static boolean isValid(String text) {
        return text.length() <= LENGTH && text.chars().allMatch(ClientOrderId::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || OTHER_CHARACTERS.indexOf(character) >= 0;
    }

    /** Returns one of the words of a valid id; 0 behind its end. */
    public static long word(String text, int word) {
        long value = 0;
        for (int i = word * CHARACTERS_A_WORD; i < (word + 1) * CHARACTERS_A_WORD; i++) {
            value = (value << Byte.SIZE) | (i < text.length() ? text.charAt(i) : 0);
        }
        return value;
    }

    /** Returns the text of five words. */
    static String text(long first, long second, long third, long fourth, long fifth) {
        if (first == 0) {
            return "";
        }
        byte[] bytes = new byte[WORDS * CHARACTERS_A_WORD];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            long word = switch (i / CHARACTERS_A_WORD) {
                case 0 -> first;
                case 1 -> second;
                case 2 -> third;
                case 3 -> fourth;
                default -> fifth;
            };
            bytes[i] = (byte) (word >>> (Byte.SIZE * (CHARACTERS_A_WORD - 1 - i % CHARACTERS_A_WORD)));
            if (bytes[i] != 0) {
                length = i + 1;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
