package org.byway.server.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;

/** TLS 1.3 only, a certificate from both sides, one protocol name, and nothing of an earlier session taken up again. */
final class Tls {
    static final String PROTOCOL = "byway/1";

    /** Longer than a ticket may live by RFC 8446, for which the JDK's server sends none; the native one is told. */
    private static final long NO_TICKETS_SECONDS = 7 * 24 * 3600 + 1;

    private final SslProvider provider;
    private final KeyManagerFactory keys;
    private final SignatureCheck signatures;
    private final Bytes32 own;
    private final SslContext accepting;
    private final SslContext dialling;

    Tls(SslProvider provider, SigningKey node, SignatureCheck signatures, SecureRandom random) {
        this(provider, NodeCertificate.make(node, random), node.publicKey(), signatures);
    }

    Tls(SslProvider provider, NodeCertificate certificate, Bytes32 own, SignatureCheck signatures) {
        this.provider = provider;
        this.keys = certificate.keys();
        this.signatures = signatures;
        this.own = own;
        this.accepting = build(SslContextBuilder.forServer(keys).clientAuth(ClientAuth.REQUIRE), null);
        this.dialling = client(null);
    }

    SslHandler accepting(Channel channel) {
        SslHandler handler = accepting.newHandler(channel.alloc());
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
        }
        return handler;
    }

    /** For one attempt; any node is taken where no key is expected (null). */
    SslHandler dialling(Channel channel, Bytes32 expected) {
        return (expected == null ? dialling : client(expected)).newHandler(channel.alloc());
    }

    private SslContext client(Bytes32 expected) {
        SslContextBuilder builder =
                SslContextBuilder.forClient().keyManager(keys).endpointIdentificationAlgorithm(null);
        return build(builder, expected);
    }

    private SslContext build(SslContextBuilder builder, Bytes32 expected) {
        try {
            return builder.sslProvider(provider)
                    .protocols("TLSv1.3")
                    .trustManager(new PeerCheck(signatures, own, expected))
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            PROTOCOL))
                    .sessionTimeout(NO_TICKETS_SECONDS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS 1.3 cannot be set up here", e);
        }
    }

    /** Who is on the other side of a completed handshake, in which its certificate was judged. */
    static Bytes32 nodeKey(SslHandler tls) throws PeerCheck.Mistrust {
        try {
            Certificate[] shown = tls.engine().getSession().getPeerCertificates();
            X509Certificate[] chain = Arrays.copyOf(shown, shown.length, X509Certificate[].class);
            return PeerCheck.claim(chain).nodeKey();
        } catch (SSLPeerUnverifiedException e) {
            throw new PeerCheck.Mistrust(Cause.BAD_CERTIFICATE.because("the other side showed no certificate"));
        }
    }
}
