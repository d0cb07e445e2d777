package org.byway.server.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.byway.protocol.care.Given;
import org.byway.protocol.equivocation.Equivocation;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.AcceptedTerms;
import org.byway.protocol.wire.Address;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Charter;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;
import org.byway.protocol.wire.FederationLink;
import org.byway.protocol.wire.HouseRules;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.KeyEvent;
import org.byway.protocol.wire.LinkHalf;
import org.byway.protocol.wire.LinkTerms;
import org.byway.protocol.wire.Membership;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.NodeAnnouncement;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeDecision;
import org.byway.protocol.wire.NoticeGiven;
import org.byway.protocol.wire.NoticeName;
import org.byway.protocol.wire.NoticeTarget;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.ReplyAddress;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;

/**
 * What the content of a record says, as JSON in the names of its message; everything null where it is empty, not held, of
 * a kind without a rule, or no content of its kind.
 *
 * @param category scheme:code, the first of several
 * @param price what an offer asks
 * @param budget what an intent would give
 */
record ContentView(String title, String category, JsonObject price, JsonObject budget, JsonObject all) {
    private static final ContentView NONE = new ContentView(null, null, null, null, null);
    private static final HexFormat HEX = HexFormat.of();

    static ContentView of(Envelope envelope, byte[] content) {
        Kind kind = Kind.of(envelope.kind());
        if (kind == null || content == null) {
            return NONE;
        }
        try {
            return switch (kind) {
                case OFFER -> offer(Offer.parseFrom(content));
                case INTENT -> intent(Intent.parseFrom(content));
                case CHARTER -> charter(Charter.parseFrom(content));
                case FEDERATION_LINK -> link(FederationLink.parseFrom(content));
                case NODE_ANNOUNCEMENT -> announcement(NodeAnnouncement.parseFrom(content));
                case KEY_EVENT -> keyEvent(KeyEvent.parseFrom(content));
                case PROFILE -> profile(Profile.parseFrom(content));
                case PAY_SIGNAL -> paySignal(PublicPaySignal.parseFrom(content));
                case ACCEPTED_TERMS -> accepted(AcceptedTerms.parseFrom(content));
                case MEMBERSHIP -> membership(Membership.parseFrom(content));
                case EXPERIENCE -> experience(Experience.parseFrom(content));
                case EQUIVOCATION_PROOF -> proof(content);
                case EXPERIENCE_REPLY -> reply(ExperienceReply.parseFrom(content));
                case NOTICE -> notice(Notice.parseFrom(content));
                case WITHDRAWAL -> NONE;
            };
        } catch (InvalidProtocolBufferException notOfItsKind) {
            return NONE;
        }
    }

    private static ContentView proof(byte[] content) {
        return Equivocation.held(content) instanceof Checked.Ok<Equivocation>(Equivocation proved)
                ? named(
                        null,
                        new Fields()
                                .list(
                                        "by",
                                        proved.by().stream().map(Bytes32::hex).toList())
                                .text(
                                        "statements",
                                        Kind.word(proved.one().envelope().kind()))
                                .list(
                                        "records",
                                        List.of(
                                                proved.one().id().hex(),
                                                proved.other().id().hex())))
                : NONE;
    }

    /** A geohash cell, or null. */
    String place() {
        return all == null ? null : all.getString("cell");
    }

    private static ContentView offer(Offer offer) {
        Fields fields = new Fields()
                .text("title", offer.getTitle())
                .text("text", offer.getText())
                .list("categories", categories(offer.getCategoriesList()))
                .json("price", offer.hasPrice() ? money(offer.getPrice()) : null)
                .json("priceMax", offer.hasPriceMax() ? money(offer.getPriceMax()) : null)
                .list("exchange", exchange(offer.getExchangeList()))
                .text("cell", offer.getCell())
                .number("radiusKm", offer.getRadiusKm())
                .flag("service", offer.getService())
                .flag("business", offer.getBusiness())
                .text("language", offer.getLanguage())
                .list("photos", hexes(offer.getPhotosList()))
                .list("paymentMethods", List.copyOf(offer.getPaymentMethodsList()))
                .json("reply", offer.hasReply() ? reply(offer.getReply()) : null)
                .text("movedFrom", hex(offer.getMovedFrom()));
        if (offer.hasStock()) {
            fields.json.put("stock", offer.getStock());
        }
        JsonObject price = offer.hasPrice() ? money(offer.getPrice()) : null;
        String category = first(offer.getCategoriesList());
        return new ContentView(offer.getTitle(), category, price, null, fields.json);
    }

    private static ContentView intent(Intent intent) {
        JsonObject budget = null;
        if (intent.hasBudgetMin() || intent.hasBudgetMax()) {
            Money any = intent.hasBudgetMax() ? intent.getBudgetMax() : intent.getBudgetMin();
            budget = new Fields()
                    .text("min", intent.getBudgetMin().getAmount())
                    .text("max", intent.getBudgetMax().getAmount())
                    .text("currency", any.getCurrency())
                    .json;
        }
        Fields fields = new Fields()
                .text("title", intent.getTitle())
                .text("text", intent.getText())
                .list("categories", categories(intent.getCategoriesList()))
                .json("budgetMin", intent.hasBudgetMin() ? money(intent.getBudgetMin()) : null)
                .json("budgetMax", intent.hasBudgetMax() ? money(intent.getBudgetMax()) : null)
                .list("exchange", exchange(intent.getExchangeList()))
                .text("cell", intent.getCell())
                .number("radiusKm", intent.getRadiusKm())
                .number("quantity", intent.getQuantity())
                .time("from", intent.getFrom())
                .time("until", intent.getUntil())
                .text("language", intent.getLanguage())
                .json("reply", intent.hasReply() ? reply(intent.getReply()) : null)
                .number("sealedBodyBytes", intent.getSealedBody().size())
                .text("movedFrom", hex(intent.getMovedFrom()));
        String category = first(intent.getCategoriesList());
        return new ContentView(intent.getTitle(), category, null, budget, fields.json);
    }

    private static ContentView profile(Profile profile) {
        Fields fields = new Fields()
                .text("name", profile.getName())
                .text("text", profile.getText())
                .text("language", profile.getLanguage())
                .text("cell", profile.getCell())
                .json("reply", profile.hasReply() ? reply(profile.getReply()) : null)
                .text("movedFrom", hex(profile.getMovedFrom()));
        return named(profile.getName(), fields);
    }

    private static ContentView experience(Experience said) {
        Fields fields = new Fields()
                .text("subject", hex(said.getToken().getKey().getSubject()))
                .number("rating", said.getRating())
                .text("text", said.getText())
                .text("manner", said.getManner() == Experience.Manner.NOT_SAID ? "" : word(said.getManner()))
                .number("month", said.getMonth())
                .text("language", said.getLanguage());
        return named(null, fields);
    }

    private static ContentView reply(ExperienceReply reply) {
        Fields fields = new Fields()
                .text("experience", hex(reply.getExperience()))
                .text("experienceAuthor", hex(reply.getAuthor()))
                .text("experienceLineage", hex(reply.getLineage()))
                .text("text", reply.getText())
                .text("language", reply.getLanguage());
        return named(null, fields);
    }

    private static ContentView paySignal(PublicPaySignal said) {
        PaySignal signal = said.getSignal();
        Fields fields = new Fields()
                .text("title", signal.getTitle())
                .text("unit", signal.getUnit().getUnit())
                .text("unitCommunity", hex(signal.getUnit().getCommunity()))
                .text("when", word(signal.getWhen()))
                .text("about", hex(signal.getAbout()))
                .text("uri", said.getUri())
                .text("condition", signal.getCondition())
                .list("rails", List.copyOf(signal.getRailsList()))
                .time("until", signal.getUntil())
                .text("payee", hex(said.getPayee()))
                .number("mostPayees", said.getMostPayees())
                .list("categories", categories(said.getCategoriesList()))
                .text("cell", said.getCell())
                .json("conditions", said.hasConditions() ? text(said.getConditions()) : null)
                .json("reply", said.hasReply() ? reply(said.getReply()) : null)
                .text("movedFrom", hex(said.getMovedFrom()));
        fields.json.put("digits", signal.getUnit().getDigits()).put("least", signal.getLeast());
        if (signal.getMost() > 0) {
            fields.json.put("most", signal.getMost());
        }
        return new ContentView(signal.getTitle(), first(said.getCategoriesList()), null, null, fields.json);
    }

    private static ContentView accepted(AcceptedTerms accepted) {
        List<String> ids =
                accepted.getTextsList().stream().map(TermsText::getId).toList();
        Fields fields = new Fields()
                .objects(
                        "texts",
                        accepted.getTextsList().stream().map(ContentView::text).toList())
                .json("reply", accepted.hasReply() ? reply(accepted.getReply()) : null)
                .text("movedFrom", hex(accepted.getMovedFrom()));
        return named("accepts " + String.join(", ", ids), fields);
    }

    private static JsonObject text(TermsText text) {
        return new Fields()
                .text("id", text.getId())
                .text("version", text.getVersion())
                .text("roster", text.getRoster())
                .text("title", text.getTitle())
                .objects(
                        "forms",
                        text.getFormsList().stream().map(ContentView::form).toList())
                .json;
    }

    private static JsonObject form(TermsForm form) {
        return new Fields()
                .text("form", word(form.getForm()))
                .text("type", form.getMediaType())
                .text("uri", form.getUri())
                .text("sha256", hex(form.getSha256()))
                .json
                .put("size", form.getSize());
    }

    private static JsonObject reply(ReplyAddress reply) {
        return new Fields()
                .text("tag", hex(reply.getTag()))
                .text("key", hex(reply.getKey()))
                .list("nodes", hexes(reply.getNodesList()))
                .json;
    }

    private static ContentView charter(Charter charter) throws InvalidProtocolBufferException {
        CharterStatement statement = CharterStatement.parseFrom(charter.getStatement());
        Fields fields = new Fields()
                .text("name", statement.getName())
                .text("previous", hex(statement.getPrevious()))
                .list("stewards", hexes(statement.getStewardsList()))
                .list("nodes", hexes(statement.getNodesList()))
                .text("admission", word(statement.getAdmission()))
                .text("cell", statement.getCell())
                .list("languages", List.copyOf(statement.getLanguagesList()))
                .list("currencies", List.copyOf(statement.getCurrenciesList()))
                .list("disputed", hexes(statement.getDisputedList()))
                .number("dailyPosts", statement.getDailyPosts())
                .number("anonymousPosts", statement.getAnonymousPosts())
                .number("retentionDays", statement.getRetentionDays())
                .list("roster", hexes(statement.getRosterList()))
                .json("rules", statement.hasRules() ? rules(statement.getRules()) : null)
                .number("endorsements", charter.getEndorsementsCount());
        fields.json.put("sequence", statement.getSequence()).put("threshold", statement.getThreshold());
        return named(statement.getName(), fields);
    }

    private static JsonObject rules(HouseRules rules) {
        return new Fields()
                .list("forbidden", List.copyOf(rules.getForbiddenList()))
                .list("ageLimited", List.copyOf(rules.getAgeLimitedList()))
                .number("minimumAge", rules.getMinimumAge())
                .text("contact", rules.getContact())
                .list(
                        "ladder",
                        rules.getLadderList().stream().map(ContentView::word).toList())
                .text("appeal", rules.getAppeal())
                .text("text", rules.getText())
                .json;
    }

    private static ContentView notice(Notice said) {
        return switch (said.getSaidCase()) {
            case GIVEN -> given(said.getGiven());
            case APPEAL ->
                named(
                        null,
                        of(
                                said.getAppeal().getNotice(),
                                "appealed",
                                said.getAppeal().getWords()));
            case DECISION -> {
                NoticeDecision decision = said.getDecision();
                String word = decision.getLifted() ? "lifted" : "upheld";
                yield named(null, of(decision.getNotice(), word, decision.getWords()));
            }
            case CARETAKER ->
                named(
                        said.getCaretaker().getName(),
                        new Fields()
                                .text("says", "caretaker")
                                .text("name", said.getCaretaker().getName()));
            case SAID_NOT_SET -> NONE;
        };
    }

    private static Fields of(NoticeName notice, String says, String words) {
        return new Fields()
                .text("says", says)
                .text("noticeSteward", hex(notice.getSteward()))
                .text("noticeLineage", hex(notice.getLineage()))
                .text("words", words);
    }

    private static ContentView given(NoticeGiven given) {
        NoticeTarget target = given.getTarget();
        Fields fields = new Fields()
                .text("says", given.getPurge() ? "purged" : "given")
                .text("targetAuthor", hex(target.getAuthor()))
                .text("targetRecord", hex(target.getRecord()))
                .text("targetLineage", hex(target.getLineage()))
                .list("targetBlobs", hexes(target.getBlobsList()))
                .text("reason", Given.word(given.getReason()))
                .text("words", given.getWords())
                .text("rule", given.getRule())
                .text("appeal", given.getAppeal())
                .time("appealUntil", given.getAppealUntil())
                .time("until", given.getUntil());
        return named(null, fields);
    }

    private static ContentView membership(Membership said) {
        Fields fields = new Fields()
                .text("member", hex(said.getMember()))
                .text("standing", said.hasInvite() ? "joins" : word(said.getStanding()))
                .list("roles", List.copyOf(said.getRolesList()));
        return named(null, fields);
    }

    private static ContentView link(FederationLink link) throws InvalidProtocolBufferException {
        Fields fields = new Fields()
                .json("inviter", half(link.getInviter()))
                .json("joiner", half(link.getJoiner()))
                .flag("ended", link.getEnded());
        return named(null, fields);
    }

    private static JsonObject half(LinkHalf half) throws InvalidProtocolBufferException {
        LinkTerms terms = LinkTerms.parseFrom(half.getTerms());
        Fields fields = new Fields()
                .text("community", hex(terms.getCommunity()))
                .text("charter", hex(terms.getCharter()))
                .text("steward", hex(half.getSteward()))
                .time("expires", terms.getExpires())
                .list("addresses", addresses(terms.getAddressesList()));
        return fields.json.put("transitHops", terms.getTransitHops());
    }

    private static ContentView announcement(NodeAnnouncement announcement) {
        return named(null, new Fields().list("addresses", addresses(announcement.getAddressesList())));
    }

    private static ContentView keyEvent(KeyEvent event) {
        Fields fields = new Fields().text("key", hex(event.getKey())).text("nextDigest", hex(event.getNextDigest()));
        return named(null, fields);
    }

    private static ContentView named(String title, Fields fields) {
        return new ContentView(title, null, null, null, fields.json);
    }

    private static List<String> categories(List<Category> categories) {
        return categories.stream().map(ContentView::category).toList();
    }

    private static String first(List<Category> categories) {
        return categories.isEmpty() ? null : category(categories.get(0));
    }

    private static String category(Category category) {
        return category.getScheme() + ":" + category.getCode();
    }

    private static JsonObject money(Money money) {
        return new JsonObject().put("amount", money.getAmount()).put("currency", money.getCurrency());
    }

    private static List<String> exchange(List<Exchange> ways) {
        return ways.stream().map(ContentView::word).toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> addresses(List<Address> addresses) {
        return addresses.stream()
                .map(address -> hex(address.getNode()) + "@" + host(address.getHost()) + ":" + address.getPort())
                .toList();
    }

    private static String host(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static List<String> hexes(List<ByteString> values) {
        return values.stream().map(ContentView::hex).toList();
    }

    private static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }

    /** Leaves out what was not said. */
    private static final class Fields {
        final JsonObject json = new JsonObject();

        Fields text(String name, String value) {
            return value.isEmpty() ? this : json(name, value);
        }

        Fields number(String name, int value) {
            return value == 0 ? this : json(name, Integer.toUnsignedLong(value));
        }

        Fields time(String name, long millis) {
            return millis == 0 ? this : json(name, RecordView.time(millis));
        }

        Fields flag(String name, boolean value) {
            return value ? json(name, true) : this;
        }

        Fields objects(String name, List<JsonObject> values) {
            json.put(name, new JsonArray(values));
            return this;
        }

        Fields list(String name, List<String> values) {
            return values.isEmpty() ? this : json(name, new JsonArray(values));
        }

        Fields json(String name, Object value) {
            if (value != null) {
                json.put(name, value);
            }
            return this;
        }
    }
}
