package org.byway.bench;

import java.net.SocketAddress;
import org.byway.protocol.community.Address;
import org.byway.server.transport.Close;
import org.byway.server.transport.Session;
import org.byway.server.transport.TransportEvents;

/** Of a transport that only lends its I/O threads: its own key is in session with nobody. */
final class NobodyHears implements TransportEvents {
    @Override
    public void opened(Session session) {}

    @Override
    public void frame(Session session, byte[] frame) {}

    @Override
    public void writable(Session session) {}

    @Override
    public void closed(Session session, Close close) {}

    @Override
    public void refused(SocketAddress remote, Close close) {}

    @Override
    public void unreached(Address address, Close close) {}

    @Override
    public void acceptingPaused(String detail, long forMillis) {}
}
