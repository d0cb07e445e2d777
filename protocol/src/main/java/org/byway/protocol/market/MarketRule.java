package org.byway.protocol.market;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.money.Amount;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.TermsRule;
import org.byway.protocol.wire.AcceptedTerms;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.ProofWanted;
import org.byway.protocol.wire.TermsText;

/** What the contents of intents and offers must obey. Only the title must be there; unknown fields are left alone. */
public final class MarketRule {
    public static final int TITLE_CHARACTERS = 200;
    public static final int TEXT_CHARACTERS = 8_000;
    public static final int CATEGORIES = 8;
    public static final int PHOTOS = 20;
    public static final int PAYMENT_METHODS = 16;
    public static final int PAYMENT_METHOD_CHARACTERS = 64;
    public static final int PROOFS = 8;
    public static final int PROOF_CHARACTERS = 64;
    public static final int NAME_CHARACTERS = 80;
    public static final int LANGUAGE_CHARACTERS = 35;
    public static final int ACCEPTED_TEXTS = 16;
    public static final int RADIUS_KM = 20_040;
    public static final int SEALED_BODY_BYTES = 16 * 1024;

    private MarketRule() {}

    public static Checked<Intent> intent(byte[] content) {
        try {
            Intent intent = Intent.parseFrom(content);
            Refusal fault = fault(intent);
            return fault == null ? new Checked.Ok<>(intent) : new Checked.Refused<>(fault);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not an intent");
        }
    }

    public static Checked<Offer> offer(byte[] content) {
        try {
            Offer offer = Offer.parseFrom(content);
            Refusal fault = fault(offer);
            return fault == null ? new Checked.Ok<>(offer) : new Checked.Refused<>(fault);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not an offer");
        }
    }

    public static Checked<Profile> profile(byte[] content) {
        try {
            Profile profile = Profile.parseFrom(content);
            Refusal fault = fault(profile);
            return fault == null ? new Checked.Ok<>(profile) : new Checked.Refused<>(fault);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not a profile");
        }
    }

    public static Checked<AcceptedTerms> acceptedTerms(byte[] content) {
        try {
            AcceptedTerms accepted = AcceptedTerms.parseFrom(content);
            Refusal fault = fault(accepted);
            return fault == null ? new Checked.Ok<>(accepted) : new Checked.Refused<>(fault);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not terms that somebody accepts");
        }
    }

    private static Refusal fault(AcceptedTerms accepted) {
        boolean once = accepted.getTextsList().stream().distinct().count() == accepted.getTextsCount();
        if (accepted.getTextsCount() == 0 || accepted.getTextsCount() > ACCEPTED_TEXTS || !once) {
            return bad("1 to " + ACCEPTED_TEXTS + " texts are accepted, each named once");
        }
        for (TermsText text : accepted.getTextsList()) {
            String fault = TermsRule.fault(text);
            if (fault != null) {
                return bad(fault);
            }
        }
        if (accepted.hasReply() && !LetterAddress.fits(accepted.getReply())) {
            return badReply();
        }
        return movedFrom(accepted.getMovedFrom());
    }

    private static Refusal fault(Profile profile) {
        if (!line(profile.getName(), NAME_CHARACTERS)) {
            return bad("a name has 1 to " + NAME_CHARACTERS + " characters on one line");
        }
        Refusal fault = common(profile.getName(), profile.getText(), profile.getLanguage(), List.of());
        if (fault == null) {
            fault = place(profile.getCell(), 0);
        }
        if (fault != null) {
            return fault;
        }
        if (profile.hasReply() && !LetterAddress.fits(profile.getReply())) {
            return badReply();
        }
        if (profile.getCredentialStatus().size() > CredentialRule.STATUS_BYTES) {
            return bad("what credentials hold no more is said in at most " + CredentialRule.STATUS_BYTES + " bytes");
        }
        return movedFrom(profile.getMovedFrom());
    }

    private static Refusal fault(Intent intent) {
        Refusal fault = common(intent.getTitle(), intent.getText(), intent.getLanguage(), intent.getExchangeList());
        for (int i = 0; i < intent.getCategoriesCount() && fault == null; i++) {
            var category = intent.getCategories(i);
            fault = category(i, category.getScheme(), category.getCode());
        }
        if (fault == null) {
            fault = place(intent.getCell(), intent.getRadiusKm());
        }
        if (fault == null) {
            fault = range(
                    intent.hasBudgetMin() ? intent.getBudgetMin() : null,
                    intent.hasBudgetMax() ? intent.getBudgetMax() : null);
        }
        if (fault != null) {
            return fault;
        }
        if (intent.hasReply() && !LetterAddress.fits(intent.getReply())) {
            return badReply();
        }
        if (intent.getSealedBody().size() > SEALED_BODY_BYTES) {
            return bad("a sealed body has at most " + SEALED_BODY_BYTES + " bytes");
        }
        if (intent.getUntil() != 0 && Long.compareUnsigned(intent.getUntil(), intent.getFrom()) < 0) {
            return bad("what is wanted cannot end before it begins");
        }
        if (!proofs(intent.getProofAskedList())) {
            return badProofs();
        }
        if (intent.getProofWantedCount() > CredentialRule.MOST_WANTED) {
            return bad("at most " + CredentialRule.MOST_WANTED + " proofs are wanted");
        }
        for (ProofWanted wanted : intent.getProofWantedList()) {
            String wrong = CredentialRule.fault(wanted);
            if (wrong != null) {
                return bad(wrong);
            }
        }
        return movedFrom(intent.getMovedFrom());
    }

    private static Refusal fault(Offer offer) {
        Refusal fault = common(offer.getTitle(), offer.getText(), offer.getLanguage(), offer.getExchangeList());
        for (int i = 0; i < offer.getCategoriesCount() && fault == null; i++) {
            var category = offer.getCategories(i);
            fault = category(i, category.getScheme(), category.getCode());
        }
        if (fault == null) {
            fault = place(offer.getCell(), offer.getRadiusKm());
        }
        if (fault == null) {
            fault = range(offer.hasPrice() ? offer.getPrice() : null, offer.hasPriceMax() ? offer.getPriceMax() : null);
        }
        if (fault != null) {
            return fault;
        }
        boolean photos = offer.getPhotosCount() == 0
                || offer.getPhotosCount() <= PHOTOS
                        && offer.getPhotosList().stream().allMatch(photo -> photo.size() == Bytes32.SIZE);
        if (!photos) {
            return bad("an offer names at most " + PHOTOS + " photos, each by its SHA-256");
        }
        if (offer.getPaymentMethodsCount() > PAYMENT_METHODS) {
            return bad("an offer names at most " + PAYMENT_METHODS + " methods of payment");
        }
        for (String method : offer.getPaymentMethodsList()) {
            if (!line(method, PAYMENT_METHOD_CHARACTERS)) {
                return bad("a method of payment has 1 to " + PAYMENT_METHOD_CHARACTERS + " characters on one line");
            }
        }
        if (offer.hasReply() && !LetterAddress.fits(offer.getReply())) {
            return badReply();
        }
        return proofs(offer.getProofList()) ? movedFrom(offer.getMovedFrom()) : badProofs();
    }

    static Refusal badReply() {
        return bad("an address for replies has a tag of 16 bytes, a key of 32 and 1 to 4 different nodes");
    }

    private static boolean proofs(List<String> names) {
        return names.isEmpty()
                || names.size() <= PROOFS && names.stream().allMatch(name -> line(name, PROOF_CHARACTERS));
    }

    private static Refusal badProofs() {
        return bad("at most " + PROOFS + " proofs are named, each on one line of " + PROOF_CHARACTERS + " characters");
    }

    private static Refusal common(String title, String text, String language, List<Exchange> exchange) {
        if (!line(title, TITLE_CHARACTERS)) {
            return bad("a title has 1 to " + TITLE_CHARACTERS + " characters on one line");
        }
        if (text.length() > TEXT_CHARACTERS || hasControls(text, true)) {
            return bad("a text has at most " + TEXT_CHARACTERS + " characters and no control characters");
        }
        if (!language.isEmpty() && !(line(language, LANGUAGE_CHARACTERS))) {
            return bad("a language is a tag of BCP 47, such as pt-BR");
        }
        boolean unknown = exchange.contains(Exchange.UNRECOGNIZED);
        return unknown || exchange.size() > Exchange.values().length - 1
                ? bad("the ways of exchange are price, open, hours, swap, gift and loan, each once")
                : null;
    }

    static Refusal category(int index, String scheme, String code) {
        if (index >= CATEGORIES) {
            return bad("at most " + CATEGORIES + " categories are named");
        }
        return Category.of(scheme, code) instanceof Checked.Refused<Category>(Refusal refusal) ? refusal : null;
    }

    static Refusal place(String cell, int radiusKm) {
        if (radiusKm < 0 || radiusKm > RADIUS_KM) {
            return bad("a radius has at most " + RADIUS_KM + " km");
        }
        if (cell.isEmpty()) {
            return null;
        }
        return Place.parse(cell) instanceof Checked.Refused<Place>(Refusal refusal) ? refusal : null;
    }

    private static Refusal range(Money low, Money high) {
        Checked<Amount> from = low == null ? null : Amount.parse(low.getAmount(), low.getCurrency());
        Checked<Amount> to = high == null ? null : Amount.parse(high.getAmount(), high.getCurrency());
        if (from instanceof Checked.Refused<Amount>(Refusal refusal)) {
            return refusal;
        }
        if (to instanceof Checked.Refused<Amount>(Refusal refusal)) {
            return refusal;
        }
        if (from instanceof Checked.Ok<Amount>(Amount least) && to instanceof Checked.Ok<Amount>(Amount most)) {
            boolean ordered = least.currency().equals(most.currency()) && least.compareTo(most) <= 0;
            return ordered ? null : bad("a range of prices is in one currency and ascends");
        }
        return null;
    }

    static Refusal movedFrom(ByteString id) {
        return id.isEmpty() || id.size() == Bytes32.SIZE ? null : bad("the record it moved from is named by its id");
    }

    private static boolean line(String text, int characters) {
        return !text.isBlank() && text.length() <= characters && !hasControls(text, false);
    }

    private static boolean hasControls(String text, boolean linesAllowed) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = linesAllowed && (c == '\n' || c == '\t');
            if (Character.isISOControl(c) && !allowed) {
                return true;
            }
        }
        return false;
    }

    private static Refusal bad(String detail) {
        return new Refusal(Reason.BAD_CONTENT, detail);
    }
}
