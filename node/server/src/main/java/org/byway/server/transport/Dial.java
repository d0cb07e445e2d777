package org.byway.server.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.byway.protocol.community.Address;
import org.byway.protocol.reach.Whereabouts;

/** One attempt to reach an address. It ends in a session or in a reason, and that is told once. */
final class Dial {
    private final Address address;
    private final EventLoop loop;
    private final TransportEvents events;
    private final AtomicBoolean settled = new AtomicBoolean();

    Dial(Address address, EventLoop loop, TransportEvents events) {
        this.address = address;
        this.loop = loop;
        this.events = events;
    }

    Address address() {
        return address;
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Name services block, so they are asked on a thread of their own.
     *
     * @param outsideOnly whether what leads into a local network is left out
     */
    void start(boolean outsideOnly, BiFunction<Dial, InetSocketAddress, ChannelFuture> connect) {
        Thread.ofVirtual().name("byway-resolve").start(() -> {
            try {
                InetAddress[] known = Stream.of(InetAddress.getAllByName(address.host()))
                        .filter(each -> !outsideOnly || Whereabouts.of(each.getAddress()) == Whereabouts.PUBLIC)
                        .toArray(InetAddress[]::new);
                if (known.length == 0) {
                    failed(Cause.UNREACHABLE.because(address.host() + " leads into a local network"));
                } else {
                    loop.execute(() -> tryInTurn(known, 0, connect));
                }
            } catch (UnknownHostException e) {
                failed(Cause.UNREACHABLE.because("the name " + address.host() + " is unknown"));
            } catch (RejectedExecutionException e) {
                failed(Cause.STOPPED.because("this node is closing"));
            }
        });
    }

    /** By a proxy, which looks the name up. */
    void startUnresolved(BiFunction<Dial, InetSocketAddress, ChannelFuture> connect) {
        connect.apply(this, InetSocketAddress.createUnresolved(address.host(), address.port()))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        failed(Cause.UNREACHABLE.because(
                                "the proxy: " + done.cause().getMessage()));
                    }
                });
    }

    private void tryInTurn(InetAddress[] known, int at, BiFunction<Dial, InetSocketAddress, ChannelFuture> connect) {
        connect.apply(this, new InetSocketAddress(known[at], address.port())).addListener(done -> {
            if (!done.isSuccess() && at + 1 < known.length) {
                tryInTurn(known, at + 1, connect);
            } else if (!done.isSuccess()) {
                failed(Cause.UNREACHABLE.because(String.valueOf(done.cause().getMessage())));
            }
        });
    }

    void succeeded() {
        settled.set(true);
    }

    void failed(Close why) {
        if (settled.compareAndSet(false, true)) {
            events.unreached(address, why);
        }
    }
}
