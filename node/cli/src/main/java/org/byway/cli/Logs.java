package org.byway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.Setting;
import org.byway.cli.log.JsonLines;
import org.byway.cli.log.TextLines;
import org.slf4j.LoggerFactory;

/** Lets a node log as its host wants it: on standard error, since standard output belongs to what was asked for. */
final class Logs {
    private static final String OURS = "org.byway";

    private Logs() {}

    static void begin(Surroundings surroundings, Configuration configuration) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            begin(context, surroundings, configuration);
        }
    }

    static void begin(LoggerContext context, Surroundings surroundings, Configuration configuration) {
        boolean json = switch (configuration.text(Setting.LOG)) {
            case "json" -> true;
            case "text" -> false;
            default -> !surroundings.streams().errWatched();
        };
        Encoder<ILoggingEvent> encoder =
                json ? new JsonLines(surroundings.environment().containsKey(Surroundings.TRACE)) : new TextLines();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(surroundings.err());
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(Level.toLevel(configuration.text(Setting.LOG_LEVEL)));
    }
}
