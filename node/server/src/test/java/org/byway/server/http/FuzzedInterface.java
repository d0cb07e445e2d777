package org.byway.server.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.byway.server.TownNode;
import org.slf4j.LoggerFactory;

/**
 * The interface of a real node that is asked for whatever comes: each request does something, or is refused for a reason. What the
 * node calls its own fault, it logs; here that fails. It dials nobody that strange requests name.
 */
final class FuzzedInterface implements AutoCloseable {
    private static final int MOST_ANSWER = 1 << 16;
    private static final long PATIENCE_MILLIS = 5_000;
    /** Where Vert.x calls it an error that a connection speaks no HTTP; a node that runs does not log that. */
    private static final String BROKEN_OFF = "io.vertx.core.net.impl.ConnectionBase";

    final Served served;
    final TownNode town;
    private final Path socket;
    private final Faults faults = new Faults();

    private static final class Faults extends AppenderBase<ILoggingEvent> {
        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)
                    && !event.getLoggerName().equals(BROKEN_OFF)) {
                all.add(event.getLoggerName() + ": " + event.getFormattedMessage() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getClassName() + " "
                                        + event.getThrowableProxy().getMessage()));
            }
        }
    }

    FuzzedInterface(Path folder) throws Exception {
        town = new TownNode(folder.resolve("town")).start();
        socket = folder.resolve("node.sock");
        served = new Served(dialsNobody(town.service()), socket);
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        faults.setContext(root.getLoggerContext());
        faults.start();
        root.addAppender(faults);
    }

    private static NodeService dialsNobody(NodeService real) {
        return (NodeService) Proxy.newProxyInstance(
                NodeService.class.getClassLoader(),
                new Class<?>[] {NodeService.class},
                (proxy, method, given) -> method.getName().equals("addPeer")
                        ? CompletableFuture.completedFuture(null)
                        : call(real, method, given));
    }

    private static Object call(NodeService real, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Says these bytes by the home's socket, and no more; waits until the node has hung up, unless it tells of events. */
    void hears(byte[] bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.shutdownOutput();
            channel.configureBlocking(false);
            String answer = answer(channel);
            if (answer != null && !answer.contains(EventStream.TYPE)) {
                throw new AssertionError("it neither goes on nor hangs up behind: " + answer);
            }
        } catch (IOException hungUp) {
            if (!isThere()) {
                throw hungUp;
            }
        }
    }

    /** What is said as long as something comes; null where the node hung up. */
    private static String answer(SocketChannel channel) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer in = ByteBuffer.allocate(MOST_ANSWER);
            while (selector.select(PATIENCE_MILLIS) > 0) {
                selector.selectedKeys().clear();
                if (channel.read(in) < 0) {
                    return null;
                }
                answer.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
                in.clear();
            }
        }
        return answer.toString();
    }

    private boolean isThere() {
        return served.get("/healthz").statusCode() == 200;
    }

    /** What the node calls its own fault, or null. */
    String fault() {
        return faults.all.poll();
    }

    @Override
    public void close() throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(faults);
        served.close();
        town.close();
    }
}
