package org.byway.cli.config;

import java.util.List;
import java.util.Locale;
import org.byway.protocol.peer.PeerLimits;

/** What a host may set, and how it is where nobody says. */
public enum Setting {
    LISTEN(
            new Form.One(Rule.listen()),
            new Value.Text("127.0.0.1:0"),
            "Where other nodes reach this one: this machine alone, or \"0.0.0.0:7400\" for all. Port 0 takes a free one, the same"
                    + " as last time if it can."),
    HTTP(
            new Form.One(Rule.listen()),
            new Value.Text("127.0.0.1:0"),
            "Where people's agents reach this node. Beyond this machine only behind a proxy that speaks TLS."),
    ADVERTISE(
            new Form.Several(Rule.address(), 16),
            new Value.Texts(List.of()),
            "Under what other nodes know this one, where that is not what it listens at."),
    HOST(
            new Form.Several(Rule.host(), 64),
            new Value.Texts(List.of()),
            "Names, beside those of this machine, by which agents may call it."),
    ORIGIN(
            new Form.Several(Rule.origin(), 64),
            new Value.Texts(List.of()),
            "Other sites whose pages may ask and post here."),
    NAME(
            new Form.One(Rule.name()),
            new Value.Text(""),
            "What to call the community, when it is made. Without it, a word made of the node's key."),
    STORE_GIB(
            new Form.Whole(1, 16_384),
            new Value.Whole(64),
            "How large the store may grow, in GiB. The file is as large as what it holds."),
    VAULT_GIB(
            new Form.Whole(1, 16_384),
            new Value.Whole(4),
            "How much of people's encrypted vaults this node keeps, in GiB; at most 256 MiB of each."),
    BLOB_GIB(
            new Form.Whole(1, 16_384),
            new Value.Whole(4),
            "How much of pictures this node keeps, in GiB; at most 64 MiB of each member."),
    MAIL_GIB(
            new Form.Whole(1, 1_024),
            new Value.Whole(2),
            "What letters may take, in GiB: those on their way from here, those that wait here, and what is remembered of both."),
    DAILY_RECORDS(
            new Form.Whole(1, 1_000_000_000),
            new Value.Whole(PeerLimits.DAILY_RECORDS),
            "How many records of one other community this node takes in a day; a community that brings more is slowed."),
    SEED(
            new Form.Several(Rule.seed(), 64),
            new Value.Texts(List.of()),
            "Nodes to begin with when this one is in touch with nobody. Their communities must be linked, or be one's own."),
    LAN(
            new Form.Flag(),
            new Value.Flag(false),
            "Whether addresses of local networks are dialled that other nodes announce."),
    MDNS(
            new Form.Flag(),
            new Value.Flag(false),
            "Whether the node shows itself to everybody in the local network, and finds those that it may speak with."),
    SOCKS5(
            new Form.One(Rule.address()),
            new Value.Text(""),
            "A SOCKS5 proxy by which .onion addresses are dialled, such as Tor's \"127.0.0.1:9050\"."),
    SOCKS5_ALL(
            new Form.Flag(),
            new Value.Flag(false),
            "Whether every address outside of the local network is dialled by that proxy, which looks names up as well."),
    CARE_FOLLOW(
            new Form.Several(Rule.follow(), 256),
            new Value.Texts(List.of("own")),
            "By whose notices records are hidden here: \"own\", the own community's; \"linked\", those of linked communities too; ids of"
                    + " others beside them; \"none\"."),
    LOG(
            new Form.One(Rule.oneOf(List.of("auto", "text", "json"))),
            new Value.Text("auto"),
            "How to log: text for people, json a line each for programs; auto is text at a terminal and json elsewhere."),
    LOG_LEVEL(
            new Form.One(Rule.oneOf(List.of("debug", "info", "warn"))),
            new Value.Text("info"),
            "The least that is logged.");

    private final Form form;
    private final Value unsaid;
    private final String about;

    Setting(Form form, Value unsaid, String about) {
        this.form = form;
        this.unsaid = unsaid;
        this.about = about;
    }

    Form form() {
        return form;
    }

    /** The value that a text, a list of texts, a Long or a Boolean gives; null where it cannot be one. */
    public Value value(Object raw) {
        return form.of(raw);
    }

    /** What a value must be; of a setting with several, what each of them must be. */
    public String wanted() {
        return form instanceof Form.Several several ? several.rule().wanted() : form.wanted();
    }

    /** What it is where nobody says. */
    public Value unsaid() {
        return unsaid;
    }

    /** What it is for, in a sentence or two. */
    public String about() {
        return about;
    }

    /** Its name in a file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in the environment; lists are divided by commas there. */
    public String variable() {
        return "BYWAY_" + name();
    }

    /** Its name in a command line. */
    public String option() {
        return "--" + key().replace('_', '-');
    }

    /** The setting of that key, or null. */
    static Setting of(String key) {
        for (Setting setting : values()) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        return null;
    }
}
