package org.byway.agent.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/** One JSON object a line. */
final class JsonRowWriter implements RowWriter {
    private final Writer out;
    private final View view;

    /** How a record looks as an object. */
    interface View {
        ObjectNode of(Listed listed) throws IOException;
    }

    JsonRowWriter(Writer out, View view) {
        this.out = out;
        this.view = view;
    }

    @Override
    public void write(Listed listed) throws IOException {
        // The one character that a reader takes for a sign of bytes that are no text.
        out.write(view.of(listed).toString().replace("\uFFFD", "\\ufffd") + "\n");
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
