package org.byway.server.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.Test;

/** Where the native library cannot be had, a node says so and checks signatures all the same. */
final class FallbackTest {
    private static final String PROVIDER_JAR = "AmazonCorrettoCryptoProvider";
    /** RFC 8032, section 7.1, test 1. */
    private static final String KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static final String SIGNATURE = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    /** This program once more, as it would be on another machine. */
    private static final class Elsewhere extends URLClassLoader {
        private final boolean library;

        Elsewhere(boolean provider, boolean library) throws MalformedURLException {
            super(jars(provider), ClassLoader.getPlatformClassLoader());
            this.library = library;
        }

        private static URL[] jars(boolean provider) throws MalformedURLException {
            List<URL> jars = new ArrayList<>();
            for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (provider || !jar.contains(PROVIDER_JAR)) {
                    jars.add(Path.of(jar).toUri().toURL());
                }
            }
            return jars.toArray(URL[]::new);
        }

        @Override
        public URL getResource(String name) {
            return library || !name.endsWith(".so") ? super.getResource(name) : null;
        }
    }

    private static void assertCheckedBy(Class<?> type, Elsewhere elsewhere) throws Exception {
        Supplier<?> checks = (Supplier<?>) elsewhere
                .loadClass(SignatureChecks.class.getName())
                .getMethod("fastest")
                .invoke(null);
        Object check = checks.get();
        assertEquals(type.getName(), check.getClass().getName());
        Class<?> bytes32 = elsewhere.loadClass("org.byway.protocol.record.Bytes32");
        Object key = bytes32.getMethod("ofHex", String.class).invoke(null, KEY);
        byte[] signature = java.util.HexFormat.of().parseHex(SIGNATURE);
        var verify = elsewhere
                .loadClass("org.byway.protocol.identity.SignatureCheck")
                .getMethod("verify", bytes32, byte[].class, byte[].class);
        assertEquals(true, verify.invoke(check, key, new byte[0], signature));
        assertEquals(false, verify.invoke(check, key, new byte[1], signature));
    }

    @Test
    void withoutTheProviderBouncyCastleChecks() throws Exception {
        try (Elsewhere elsewhere = new Elsewhere(false, false)) {
            assertCheckedBy(StrictEd25519.class, elsewhere);
        }
    }

    @Test
    void withAProviderForAnotherPlatformBouncyCastleChecks() throws Exception {
        try (Elsewhere elsewhere = new Elsewhere(true, false)) {
            assertCheckedBy(StrictEd25519.class, elsewhere);
        }
    }
}
