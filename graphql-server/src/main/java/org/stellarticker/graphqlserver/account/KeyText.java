package org.stellarticker.graphqlserver.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of a key: {@code sticker_}, 32 random letters and digits, and 6 that are the CRC-32 of all before, in base 62. So
 * scanners for secrets find keys, and no other texts. An invite begins with {@code stinvite_} instead.
 */
public final class KeyText {

    /** What a key begins with. */
    public static final String KEY = "sticker_";

    /** What an invite begins with. */
    public static final String INVITE = "stinvite_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 32;
    private static final int CHECK = 6;
    private static final int SHOWN = 6;
    private static final Pattern FORM = Pattern.compile("(?:sticker|stinvite)_[0-9A-Za-z]{" + (RANDOM + CHECK) + "}");
    private static final SecureRandom SECRETS = new SecureRandom();

    private KeyText() {}

    /** @param beginning {@link #KEY} or {@link #INVITE} */
    static String generate(String beginning) {
        var text = new StringBuilder(beginning);
        for (int i = 0; i < RANDOM; i++) {
            text.append(DIGITS.charAt(SECRETS.nextInt(DIGITS.length())));
        }
        return text + check(text.toString());
    }

    /** Returns whether a text has the form of a key or an invite, and its check fits. */
    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches() && text.endsWith(check(text.substring(0, text.length() - CHECK)));
    }

    private static String check(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(US_ASCII));
        long left = crc.getValue();
        var check = new StringBuilder();
        for (int i = 0; i < CHECK; i++) {
            check.insert(0, DIGITS.charAt((int) (left % DIGITS.length())));
            left /= DIGITS.length();
        }
        return check.toString();
    }

    /** Returns the part by which an owner knows a key. */
    static String prefix(String text) {
        int beginning = text.indexOf('_') + 1;
        return text.substring(0, Math.min(text.length(), beginning + SHOWN));
    }

    /** Returns the SHA-256 of a text, in hex. Keys are random, so a slow hash would protect nothing more. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
