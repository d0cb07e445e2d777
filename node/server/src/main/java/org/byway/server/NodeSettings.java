package org.byway.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.byway.protocol.peer.Follow;
import org.byway.server.transport.Socks;

/**
 * How a node is to run.
 *
 * @param listen where other nodes reach it; port 0 takes the one of the last run, or a free one
 * @param http where people's programs reach it; likewise
 * @param advertised HOST:PORT under which others know it, where that is not the one it listens at
 * @param hosts names beside the loopback ones by which browsers may call it
 * @param origins of other sites whose pages may call it
 * @param software name and version, for people
 * @param storeBytes how large the store may grow
 * @param vaultBytes how much of people's vaults is kept
 * @param blobBytes how much of pictures is kept
 * @param mailBytes what letters may take that are on their way from here, wait here or are remembered
 * @param dailyRecords how many records of one other community are taken in a day
 * @param outlook how it looks for others of itself
 * @param follow whose notices hide something here
 */
public record NodeSettings(
        InetSocketAddress listen,
        InetSocketAddress http,
        List<String> advertised,
        Set<String> hosts,
        Set<String> origins,
        String software,
        long storeBytes,
        long vaultBytes,
        long blobBytes,
        long mailBytes,
        long dailyRecords,
        Outlook outlook,
        Follow follow) {
    /**
     * How a node looks for others.
     *
     * @param seeds KEY@HOST:PORT of nodes, to begin with
     * @param lan whether addresses of local networks are dialled that others announce
     * @param mdns whether it shows itself in the local network, and looks there
     * @param socks by which others are dialled; null where there is no proxy
     */
    public record Outlook(List<String> seeds, boolean lan, boolean mdns, Socks socks) {
        public static final Outlook NONE = new Outlook(List.of(), false, false, null);
    }
}
