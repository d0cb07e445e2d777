package org.byway.agent.node;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;

/** How a request gets to a node, and its answer back. Safe for several threads. */
interface Line {
    record Answer(int status, byte[] body) {}

    /** The answer, within the request's timeout; HttpTimeoutException where it takes longer. */
    Answer ask(HttpRequest request) throws IOException, InterruptedException, HttpTimeoutException;

    /** Where the node is, for people. */
    String where();
}
