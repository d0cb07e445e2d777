package org.byway.protocol.gossip;

/** The limits of SPEC.md on views and trees. */
public final class GossipLimits {
    /** With fewer nodes known than this, all are neighbours. */
    public static final int MESH = 50;
    /** A view that has grown beyond the mesh is a mesh again only below this, so that it does not waver. */
    public static final int MESH_AGAIN = 25;
    /** Neighbours beyond the mesh. */
    public static final int ACTIVE = 5;
    /** Nodes that are known besides; more than a mesh has, or a mesh could not be told from its rest. */
    public static final int PASSIVE = 60;
    /** How far a newcomer is told on, and where on that way it is kept in mind. */
    public static final int JOIN_HOPS = 6;

    public static final int PASSIVE_HOPS = 3;
    public static final int SHUFFLE_HOPS = 6;
    public static final int SHUFFLED_ACTIVE = 3;
    public static final int SHUFFLED_PASSIVE = 4;
    /** The most nodes that a shuffle may name: what a sender of this version names, and itself. */
    public static final int SHUFFLED = SHUFFLED_ACTIVE + SHUFFLED_PASSIVE + 1;

    /** So many may decline before a node waits for its next turn. */
    public static final int DECLINED = 8;
    /** Of what is beyond the places, one in so many goes at each turn. */
    public static final int SHED = 4;

    public static final long SHUFFLE_MILLIS = 10_000;

    /** Ids that were announced and did not come yet, of all neighbours and of one. */
    public static final int MISSING = 1 << 16;

    public static final int MISSING_OF_ONE = 1 << 14;
    /** Neighbours that are remembered for one missing id. */
    public static final int ANNOUNCERS = 8;
    /** So long ids are gathered before they are announced. */
    public static final long GATHERED_MILLIS = 30;

    /** Ids in one announcement or request. */
    public static final int IDS = 1_024;
    /** Records of which is remembered who brought them. */
    public static final int REMEMBERED = 8_192;
    /** How often is looked for what was announced and has not come. */
    public static final long LOOK_MILLIS = 100;
    /** After so many looks it is asked for, and after so many more of somebody else. */
    public static final int PATIENCE_LOOKS = 5;
    /** As many are asked for at one look; no more than {@link #IDS}, so that one request holds them. */
    public static final int LOOKED_AT = IDS;

    /** Who brings nothing of what it was asked for so many times, for so many looks, has announced what it does not give. */
    public static final int UNANSWERED = 8;

    public static final int UNANSWERED_LOOKS = 50;
    /** By so many hops another way must be shorter before it takes the place of the one in use. */
    public static final int SHORTER_HOPS = 3;
    /** A record that says it came over more nodes than this is taken to have come over so many. */
    public static final int HOPS = 255;

    private GossipLimits() {}
}
