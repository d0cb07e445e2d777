package org.byway.server.http;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.impl.OpenAPIContractImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The contract, as text and as what routes by it.
 *
 * <p>A test checks the text against OpenAPI's own schema; at a start that is taken as done, since it costs more than all
 * else that is loaded here.
 */
record Contract(String text, OpenAPIContract model) {
    private static final String RESOURCE = "/openapi.json";

    static Contract load() {
        String text = read();
        JsonObject json = new JsonObject(routable(text));
        SchemaRepository schemas = SchemaRepository.create(new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("app://")
                .setOutputFormat(OutputFormat.Basic));
        schemas.dereference(JsonSchema.of(json));
        return new Contract(text, new OpenAPIContractImpl(schemas.resolve(json), OpenAPIVersion.V3_1, schemas));
    }

    private static String read() {
        try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the contract is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the contract cannot be read", e);
        }
    }

    /** The same for a router that knows JSON by one name only, neither streams nor pictures, and one guard an operation. */
    static String routable(String text) {
        return text.replace("application/problem+json", "application/json")
                .replace("text/event-stream", "text/plain")
                .replace("image/jpeg", "application/octet-stream")
                .replace("[{\"home\": []}, {\"persona\": []}]", "[{\"" + Guard.OWNER + "\": []}]");
    }
}
