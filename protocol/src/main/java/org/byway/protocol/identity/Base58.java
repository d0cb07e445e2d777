package org.byway.protocol.identity;

import java.math.BigInteger;

/** Bitcoin's base 58 (base58btc of Multibase): no 0, O, I or l, and a leading zero byte is a leading 1. */
final class Base58 {
    /** Of what names a key. */
    static final int MAX_CHARACTERS = 128;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private Base58() {}

    static String encode(byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; ) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            digits.append(ALPHABET.charAt(0));
        }
        return digits.reverse().toString();
    }

    /** The bytes, or null where the text is too long or has a character of another alphabet. */
    static byte[] decode(String text, int maximumCharacters) {
        if (text.length() > maximumCharacters) {
            return null;
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        return withLeadingZeros(value, text);
    }

    private static byte[] withLeadingZeros(BigInteger value, String text) {
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == ALPHABET.charAt(0)) {
            zeros++;
        }
        byte[] magnitude = value.signum() == 0 ? new byte[0] : value.toByteArray();
        int sign = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + magnitude.length - sign];
        System.arraycopy(magnitude, sign, bytes, zeros, magnitude.length - sign);
        return bytes;
    }
}
