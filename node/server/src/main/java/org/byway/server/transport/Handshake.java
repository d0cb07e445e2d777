package org.byway.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.byway.protocol.record.Bytes32;

/** Waits for TLS to be done, asks who is there, and says so once: either a node's key, or why there is none. */
final class Handshake extends ChannelInboundHandlerAdapter {
    /** What becomes of it, on the I/O thread. */
    interface Outcome {
        void completed(ChannelHandlerContext handshake, Bytes32 key);

        void failed(Close why);
    }

    private static final String RECEIVED = "Received fatal alert:";
    private static final String ALERT = "_ALERT_";

    private final SslHandler handler;
    private final Outcome outcome;
    private boolean connected;
    private boolean settled;

    Handshake(SslHandler handler, Outcome outcome) {
        this.handler = handler;
        this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connected = true;
        context.fireChannelActive();
    }

    /** TLS is done, or somebody else on this side gives up. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Close givenUp) {
            fail(context, givenUp);
        } else if (event instanceof SslHandshakeCompletionEvent done && !settled) {
            complete(context, done);
        }
    }

    private void complete(ChannelHandlerContext context, SslHandshakeCompletionEvent done) {
        if (!done.isSuccess()) {
            fail(context, why(done.cause()));
            return;
        }
        try {
            Bytes32 key = Tls.nodeKey(handler);
            if (!Tls.PROTOCOL.equals(handler.applicationProtocol())) {
                fail(context, Cause.HANDSHAKE_FAILED.because("the other side does not speak " + Tls.PROTOCOL));
                return;
            }
            settled = true;
            outcome.completed(context, key);
        } catch (PeerCheck.Mistrust e) {
            fail(context, why(e));
        }
    }

    /** An attempt that never connected has been told of already. */
    private void fail(ChannelHandlerContext context, Close why) {
        if (!settled) {
            settled = true;
            if (connected) {
                outcome.failed(why);
            }
            var unused = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, Cause.BROKEN.because("the connection ended during the handshake"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        fail(context, why(failure));
    }

    /** Puts a failure of TLS or of the socket into words. */
    static Close why(Throwable failure) {
        Close mistrust = PeerCheck.Mistrust.in(failure);
        if (mistrust != null) {
            return mistrust;
        }
        Throwable root = failure.getCause() instanceof IOException deeper ? deeper : failure;
        return switch (root) {
            case SslHandshakeTimeoutException late ->
                Cause.HANDSHAKE_TIMEOUT.because("no session within the time for it");
            case NotSslRecordException notTls -> Cause.HANDSHAKE_FAILED.because("the other side does not speak TLS");
            case SSLException tls -> Cause.HANDSHAKE_FAILED.because(words(String.valueOf(tls.getMessage())));
            case ProxyConnectException proxy -> Cause.UNREACHABLE.because("the proxy: " + proxy.getMessage());
            case ClosedChannelException closed -> Cause.BROKEN.because("the connection ended during the handshake");
            case IOException broken -> Cause.BROKEN.because(String.valueOf(broken.getMessage()));
            default -> Cause.INTERNAL.because(root.toString());
        };
    }

    /** What the TLS libraries say of alerts and errors is for programmers; the last part of it says what is the matter. */
    private static String words(String said) {
        String last = said.substring(said.lastIndexOf(':') + 1).strip();
        if (said.startsWith(RECEIVED)) {
            return "the other side refused: " + last.replace('_', ' ');
        }
        if (!said.startsWith("error:")) {
            return said;
        }
        int alert = last.indexOf(ALERT);
        String matter = alert < 0 ? last : last.substring(alert + ALERT.length());
        String plain = matter.toLowerCase(Locale.ROOT).replace('_', ' ');
        return alert < 0 ? plain : "the other side refused: " + plain;
    }
}
