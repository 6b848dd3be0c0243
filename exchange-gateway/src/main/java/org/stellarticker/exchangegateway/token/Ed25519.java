package org.stellarticker.exchangegateway.token;

import static com.nimbusds.jose.jwk.Curve.Ed25519;

import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Signatures of RFC 8037 by the JDK: the JWT library brings none of its own for Ed25519. */
final class Ed25519 {

    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;

    /** What stands before the 32 bytes of a public key in X.509 (RFC 8410). */
    private static final byte[] PUBLIC_HEAD = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    /** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
    private static final byte[] PRIVATE_HEAD = {
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
    };

    private Ed25519() {}

    /** Returns a new key pair, which is named by the thumbprint of its public half. */
    static OctetKeyPair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] open = tail(pair.getPublic().getEncoded());
            byte[] secret = tail(pair.getPrivate().getEncoded());
            return new OctetKeyPair.Builder(Ed25519, Base64URL.encode(open))
                    .d(Base64URL.encode(secret))
                    .keyIDFromThumbprint()
                    .build();
        } catch (GeneralSecurityException | com.nimbusds.jose.JOSEException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    /** Returns whether the signature is the key's over these bytes. */
    static boolean isSignedBy(OctetKeyPair key, byte[] signed, byte[] signature) {
        try {
            PublicKey open = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(joined(PUBLIC_HEAD, key.getDecodedX())));
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(open);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException noSignatureOrNoKey) {
            return false;
        }
    }

    static byte[] sign(OctetKeyPair key, byte[] bytes) {
        try {
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_HEAD, key.getDecodedD())));
            var signing = Signature.getInstance(ALGORITHM);
            signing.initSign(secret);
            signing.update(bytes);
            return signing.sign();
        } catch (GeneralSecurityException noKey) {
            throw new IllegalStateException("the issuer's key: expected one of Ed25519", noKey);
        }
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
