package org.byway.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Source;
import org.byway.cli.config.Stated;
import org.byway.cli.config.Value;
import picocli.CommandLine.Option;

/** How a node is to run, as options. */
final class ServeOptions {
    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where other nodes reach this one. Usually this machine alone; 0.0.0.0:7400 for all.")
    private String listen;

    @Option(names = "--http", paramLabel = "HOST:PORT", description = "Where agents reach this one.")
    private String http;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "Under what other nodes know it, where that is not what it listens at.")
    private List<String> advertise = List.of();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A name, beside those of this machine, by which agents may call it.")
    private List<String> host = List.of();

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "Another site whose pages may ask and post here, such as https://market.example.")
    private List<String> origin = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the community, when it is made.")
    private String name;

    @Option(names = "--store-gib", paramLabel = "N", description = "How large the store may grow. Usually 64.")
    private Long storeGib;

    @Option(names = "--mail-gib", paramLabel = "N", description = "What letters may take. Usually 2.")
    private Long mailGib;

    @Option(
            names = "--vault-gib",
            paramLabel = "N",
            description = "How much of people's encrypted vaults is kept. Usually 4.")
    private Long vaultGib;

    @Option(names = "--blob-gib", paramLabel = "N", description = "How much of pictures is kept. Usually 4.")
    private Long blobGib;

    @Option(
            names = "--daily-records",
            paramLabel = "N",
            description = "How many records of one other community are taken in a day. Usually 10000000.")
    private Long dailyRecords;

    @Option(
            names = "--seed",
            paramLabel = "KEY@HOST:PORT",
            description = "A node to begin with when this one is in touch with nobody.")
    private List<String> seed = List.of();

    @Option(
            names = "--lan",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Dial addresses of local networks that other nodes announce.")
    private Boolean lan;

    @Option(
            names = "--mdns",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Show the node in the local network, and find others there.")
    private Boolean mdns;

    @Option(
            names = "--socks5",
            paramLabel = "HOST:PORT",
            description = "A SOCKS5 proxy, such as Tor's, by which .onion addresses are dialled.")
    private String socks5;

    @Option(
            names = "--socks5-all",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Dial everything outside of the local network by that proxy.")
    private Boolean socks5All;

    @Option(
            names = "--care-follow",
            paramLabel = "WHOSE",
            description =
                    "By whose notices records are hidden here: own (usually), linked, none, or a community's id. May be repeated.")
    private List<String> careFollow = List.of();

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            description = "text for people, json for programs; auto: text at a terminal, json elsewhere.")
    private String log;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "debug, info or warn. Usually info.")
    private String logLevel;

    /** What was said; ends the command where a value is wrong, before anything was made. */
    Map<Setting, Stated> said() {
        Map<Setting, Stated> said = new EnumMap<>(Setting.class);
        put(said, Setting.LISTEN, listen);
        put(said, Setting.HTTP, http);
        put(said, Setting.ADVERTISE, advertise);
        put(said, Setting.HOST, host);
        put(said, Setting.ORIGIN, origin);
        put(said, Setting.NAME, name);
        put(said, Setting.STORE_GIB, storeGib);
        put(said, Setting.VAULT_GIB, vaultGib);
        put(said, Setting.BLOB_GIB, blobGib);
        put(said, Setting.MAIL_GIB, mailGib);
        put(said, Setting.DAILY_RECORDS, dailyRecords);
        put(said, Setting.SEED, seed);
        put(said, Setting.LAN, lan);
        put(said, Setting.MDNS, mdns);
        put(said, Setting.SOCKS5, socks5);
        put(said, Setting.SOCKS5_ALL, socks5All);
        put(said, Setting.CARE_FOLLOW, careFollow);
        put(said, Setting.LOG, log);
        put(said, Setting.LOG_LEVEL, logLevel);
        return said;
    }

    /** Null and empty lists were not said. */
    static void put(Map<Setting, Stated> said, Setting setting, Object raw) {
        if (raw == null || raw.equals(List.of())) {
            return;
        }
        Value value = setting.value(raw);
        if (value == null) {
            throw Failure.usage(setting.option() + " takes " + setting.wanted() + ".", "");
        }
        said.put(setting, new Stated(value, new Source.Option(setting.option())));
    }
}
