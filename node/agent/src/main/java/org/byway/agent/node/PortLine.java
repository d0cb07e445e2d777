package org.byway.agent.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Over TCP, with connections that are kept. */
final class PortLine implements Line {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final String address;
    private final HttpClient client;

    /** HOST:PORT. */
    PortLine(String address) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** The client's own timeout ends with the head of an answer: a body may come as slowly as the node likes. */
    @Override
    public Answer ask(HttpRequest request) throws IOException, InterruptedException {
        var asked = client.sendAsync(request, head -> new Body());
        try {
            HttpResponse<byte[]> answer =
                    asked.get(request.timeout().orElse(UNSAID).toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw new HttpTimeoutException(e.getCause().getMessage());
            }
            throw new IOException(e.getCause());
        } finally {
            asked.cancel(true);
        }
    }

    /** All bytes of an answer, which are not more than anybody may answer. */
    private static final class Body implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> all = HttpResponse.BodySubscribers.ofByteArray();
        private Flow.Subscription subscription;
        private long sizeBytes;

        @Override
        public CompletionStage<byte[]> getBody() {
            return all.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            all.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> some) {
            for (ByteBuffer each : some) {
                sizeBytes += each.remaining();
            }
            if (sizeBytes > ANSWER_BYTES) {
                subscription.cancel();
                all.onError(new IOException("the answer has more than " + ANSWER_BYTES + " bytes"));
            } else {
                all.onNext(some);
            }
        }

        @Override
        public void onError(Throwable fault) {
            all.onError(fault);
        }

        @Override
        public void onComplete() {
            all.onComplete();
        }
    }

    @Override
    public Opened open(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        return new Opened(answer.statusCode(), answer.body());
    }

    @Override
    public String where() {
        return address;
    }
}
