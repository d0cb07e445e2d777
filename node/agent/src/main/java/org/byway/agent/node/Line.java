package org.byway.agent.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** How a request gets to a node, and its answer back. Safe for several threads. */
interface Line {
    /** For an answer to a request that says nothing of it. */
    Duration UNSAID = Duration.ofSeconds(60);
    /** No answer that is not a stream has more. */
    int ANSWER_BYTES = 64 << 20;

    record Answer(int status, byte[] body) {}

    /** An answer that goes on for as long as its stream does. */
    record Opened(int status, InputStream body) {}

    /** The answer, within the request's timeout; HttpTimeoutException where it takes longer. */
    Answer ask(HttpRequest request) throws IOException, InterruptedException, HttpTimeoutException;

    /** The beginning of an answer, and the rest as it comes; to be closed, from any thread. */
    Opened open(HttpRequest request) throws IOException, InterruptedException;

    /** Lets go of connections that are kept; others may be made later. */
    default void close() {}

    /** Where the node is, for people. */
    String where();
}
