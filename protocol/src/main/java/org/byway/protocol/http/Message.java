package org.byway.protocol.http;

import java.util.Locale;

/** What of an HTTP message a signature can cover, as its receiver sees it. */
public sealed interface Message {
    Fields fields();

    /** The value of a derived component (RFC 9421, section 2.2), or null where such a message has none of that name. */
    String derived(String component);

    /**
     * A request.
     *
     * @param scheme http or https
     * @param authority host and port as the Host header or {@code :authority} has it
     * @param path the absolute path as it was sent, nothing decoded
     * @param query what follows the question mark as it was sent; empty where there is none
     */
    record Request(String method, String scheme, String authority, String path, String query, Fields fields)
            implements Message {
        /** The same with these headers. */
        public Request with(Fields others) {
            return new Request(method, scheme, authority, path, query, others);
        }

        @Override
        public String derived(String component) {
            return switch (component) {
                case "@method" -> method;
                case "@scheme" -> scheme;
                case "@authority" -> normalAuthority();
                case "@path" -> normalPath();
                case "@query" -> "?" + query;
                case "@request-target" -> normalPath() + (query.isEmpty() ? "" : "?" + query);
                case "@target-uri" ->
                    scheme + "://" + normalAuthority() + normalPath() + (query.isEmpty() ? "" : "?" + query);
                default -> null;
            };
        }

        /** In lower case and without the scheme's usual port. */
        private String normalAuthority() {
            String usual = scheme.equals("https") ? ":443" : ":80";
            String lower = authority.toLowerCase(Locale.ROOT);
            return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
        }

        private String normalPath() {
            return path.isEmpty() ? "/" : path;
        }
    }

    /** A response. */
    record Response(int status, Fields fields) implements Message {
        @Override
        public String derived(String component) {
            return component.equals("@status") ? Integer.toString(status) : null;
        }
    }
}
