package org.byway.server.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JDK's TLS client with a node's certificate, to send what a transport never would. */
final class RawPeer implements AutoCloseable {
    private final SSLSocket socket;

    private RawPeer(SSLSocket socket) {
        this.socket = socket;
    }

    static SSLContext context(NodeCertificate certificate, AtomicInteger judged) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = certificate == null ? null : certificate.keys().getKeyManagers();
            context.init(keys, new TrustManager[] {new Anybody(judged)}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static RawPeer connect(InetSocketAddress address, int seed) throws IOException {
        NodeCertificate certificate = NodeCertificate.make(TestNode.node(seed), new SecureRandom());
        return connect(address, context(certificate, new AtomicInteger()), "TLSv1.3", Tls.PROTOCOL);
    }

    static RawPeer connect(InetSocketAddress address, SSLContext context, String version, String protocol)
            throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        if (protocol != null) {
            parameters.setApplicationProtocols(new String[] {protocol});
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new RawPeer(socket);
    }

    /** The length in front, whatever it says, and then the bytes. */
    void write(int length, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ByteBuffer.allocate(4 + body.length).putInt(length).put(body).array());
        out.flush();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Takes any certificate, and counts how often it was asked. */
    private static final class Anybody extends X509ExtendedTrustManager {
        private final AtomicInteger judged;

        Anybody(AtomicInteger judged) {
            this.judged = judged;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
            judged.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
            judged.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            judged.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
