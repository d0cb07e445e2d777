package org.byway.server.http;

import java.util.concurrent.CompletionStage;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Receipt;
import org.byway.server.token.TokenOffice;

/** What the HTTP interface asks of its node about tokens to post by. Never blocks; a stage may complete on any thread. */
public interface TokenService {
    /**
     * By what tokens are signed now, and how many a member may draw in a day; refused where the charter has none.
     */
    CompletionStage<Checked<Offered>> offered();

    record Offered(TokenOffice.Directory directory, int daily) {}

    /** Signs what a member wants signed. */
    CompletionStage<Checked<byte[]>> draw(Bytes32 member, byte[] requests);

    /** Posts a bundle for a token. */
    CompletionStage<Checked<Receipt>> post(byte[] token, byte[] bundle);
}
