package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/**
 * A person's way to one host. What is asked is answered in virtual time: the cluster goes on until the answer is there, or for as long
 * as a person waits. While there are faults, what is asked gets lost, or the answer does after the host has done as asked.
 */
final class Wire {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final double LOSS = 0.04;

    private final Cluster cluster;
    private final Host host;
    private final Dice dice;

    Wire(Cluster cluster, Host host, Dice dice) {
        this.cluster = cluster;
        this.host = host;
        this.dice = dice;
    }

    Host host() {
        return host;
    }

    /** What a host that is up does with a question. */
    interface Question<T> {
        void put(Host host, Consumer<Reply<T>> answer);
    }

    <T> Reply<T> ask(Question<T> question) {
        List<Reply<T>> came = new ArrayList<>();
        if (!isLost()) {
            later(() -> {
                if (host.isUp()) {
                    question.put(host, answer -> answered(answer, came));
                } else {
                    later(() -> came.add(new Reply.Unreachable<>(host.name() + " is down")));
                }
            });
        }
        long patience = cluster.schedule().now() + PATIENCE_MILLIS;
        cluster.schedule().run(patience, () -> !came.isEmpty());
        return came.isEmpty() ? new Reply.Unreachable<>(host.name() + " does not answer in time") : came.get(0);
    }

    private <T> void answered(Reply<T> answer, List<Reply<T>> came) {
        if (!isLost()) {
            later(() -> came.add(answer));
        }
    }

    private boolean isLost() {
        return !cluster.isCalm() && dice.chance(LOSS);
    }

    private void later(Runnable arrives) {
        cluster.schedule().after(cluster.network().latency(dice), arrives);
    }

    static <T> Reply<T> reply(Checked<T> said) {
        return switch (said) {
            case Checked.Ok<T>(T value) -> new Reply.Got<>(value);
            case Checked.Refused<T>(Refusal refusal) ->
                new Reply.Refused<>(refusal.reason().code(), refusal.detail());
        };
    }
}
