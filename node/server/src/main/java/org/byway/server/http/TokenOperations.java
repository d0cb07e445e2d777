package org.byway.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Receipt;

/** Tokens by which members post without being known, by RFC 9577 and 9578. On the event loop. */
final class TokenOperations {
    private static final String SCHEME = "PrivateToken";
    /** RFC 9577, 2.2: base64url, with padding or without. */
    private static final Pattern SHOWN = Pattern.compile("PrivateToken token=\"?([A-Za-z0-9_-]{472}={0,2})\"?");

    private final NodeService node;

    TokenOperations(NodeService node) {
        this.node = node;
    }

    void getTokens(Call call) {
        call.with(node.tokens().offered(), offered -> {
            switch (offered) {
                case Checked.Refused<TokenService.Offered>(Refusal refusal) ->
                    call.exchange().problem(Problem.of(404, "no-tokens", refusal.detail()));
                case Checked.Ok<TokenService.Offered>(TokenService.Offered now) ->
                    call.answer(
                            Caching.NEVER,
                            new JsonObject()
                                    .put(
                                            "key",
                                            Base64.getUrlEncoder()
                                                    .encodeToString(
                                                            now.directory().key()))
                                    .put("until", now.directory().until())
                                    .put("daily", now.daily()));
            }
        });
    }

    void drawTokens(Call call) {
        call.with(node.tokens().draw(call.persona(), call.body().getBytes()), drawn -> {
            switch (drawn) {
                case Checked.Refused<byte[]>(Refusal refusal) -> call.exchange().problem(Problem.of(refusal));
                case Checked.Ok<byte[]>(byte[] signed) -> call.answer(signed);
            }
        });
    }

    void postByToken(Call call) {
        String shown = call.exchange().request().getHeader(HttpHeaders.AUTHORIZATION);
        Matcher matcher = SHOWN.matcher(shown == null ? "" : shown);
        if (!matcher.matches()) {
            call.exchange().header(Routes.CHALLENGE, SCHEME);
            call.exchange().problem(Problem.of(401, "bad-token", "a token is wanted, as RFC 9577 has it"));
            return;
        }
        byte[] token = Base64.getUrlDecoder().decode(matcher.group(1));
        call.with(node.tokens().post(token, call.body().getBytes()), posted -> {
            switch (posted) {
                case Checked.Refused<Receipt>(Refusal refusal) ->
                    call.exchange().problem(Problem.of(refusal));
                case Checked.Ok<Receipt>(Receipt receipt) -> call.answer(receipt.toByteArray());
            }
        });
    }
}
