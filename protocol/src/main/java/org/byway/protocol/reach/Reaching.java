package org.byway.protocol.reach;

import java.util.List;
import org.byway.protocol.community.Address;

/**
 * How a node is to look for others of itself.
 *
 * @param seeds where to begin when there is nobody to speak with; each names its node's key
 * @param anchors those with which sessions stood the last time
 * @param lan whether addresses of local networks may be dialled that came from others
 */
public record Reaching(List<Address> seeds, List<Address> anchors, boolean lan) {
    public static final int SEEDS = 64;
}
