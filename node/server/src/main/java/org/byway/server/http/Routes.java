package org.byway.server.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.byway.protocol.http.RequestVerdict;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.record.Bytes32;

/** Leads each request to the operation that the contract names, once it has the right and fits the contract. */
final class Routes {
    static final CharSequence CHALLENGE = HttpHeaders.createOptimized("www-authenticate");
    /** The challenge where the home's token opens, or a persona's signature. */
    static final String OWNERS = "Bearer, Signature";

    private final OpenAPIContract contract;
    private final RequestValidator validator;
    private final Front front;
    private final Token token;
    private final PersonaGate personas;

    Routes(Vertx vertx, Contract contract, Front front, Token token, PersonaGate personas) {
        this.contract = contract.model();
        this.validator = RequestValidator.create(vertx, this.contract);
        this.front = front;
        this.token = token;
        this.personas = personas;
    }

    /** Throws IllegalStateException unless there is just one handler for each operation of the contract. */
    Router router(Vertx vertx, Map<String, Consumer<Call>> operations) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract);
        builder.rootHandler(front);
        for (Operation operation : contract.operations()) {
            Consumer<Call> handler = operations.get(operation.getOperationId());
            if (handler == null) {
                throw new IllegalStateException("nobody answers " + operation.getOperationId());
            }
            // The order is this class's own: who may, then whether it fits, and bytes are not validated as JSON is.
            builder.getRoute(operation.getOperationId())
                    .setDoSecurity(false)
                    .setDoValidation(false)
                    .addHandler(new Step(operation, handler)::begin);
        }
        if (operations.size() != contract.operations().size()) {
            throw new IllegalStateException("handlers without an operation in the contract");
        }
        Router router = builder.createRouter();
        router.errorHandler(400, context -> refuse(context, Problem.of(400, "bad-request", "not a path of this node")));
        router.errorHandler(
                404,
                context -> refuse(
                        context, Problem.of(404, "not-found", "no such path").hint("/openapi.json lists them")));
        router.errorHandler(405, this::wrongMethod);
        router.errorHandler(500, context -> Call.fault(front.exchange(context), context.failure()));
        return router;
    }

    private void refuse(RoutingContext context, Problem problem) {
        Exchange exchange = front.exchange(context);
        if (exchange != null) {
            exchange.refuse(problem);
        }
    }

    private void wrongMethod(RoutingContext context) {
        Path path = contract.findPath(context.normalizedPath());
        if (path != null) {
            String allowed = path.getOperations().stream()
                    .map(operation -> operation.getHttpMethod().name())
                    .sorted()
                    .collect(Collectors.joining(", "));
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
        }
        refuse(context, Problem.of(405, "wrong-method", "this path has no such method"));
    }

    /** The steps before one operation. */
    private final class Step {
        private final Operation operation;
        private final Consumer<Call> handler;
        private final Guard guard;
        private final Set<String> queries;
        private final List<String> signedHeaders;
        private final List<ParameterRule> rules;

        Step(Operation operation, Consumer<Call> handler) {
            this.operation = operation;
            this.handler = handler;
            this.guard = Guard.of(operation);
            this.queries = operation.getParameters().stream()
                    .filter(parameter -> parameter.getIn() == Location.QUERY)
                    .map(parameter -> parameter.getName())
                    .collect(Collectors.toUnmodifiableSet());
            this.signedHeaders = operation.getParameters().stream()
                    .filter(parameter -> parameter.getIn() == Location.HEADER && parameter.isRequired())
                    .map(parameter -> parameter.getName())
                    .toList();
            this.rules =
                    operation.getParameters().stream().map(ParameterRule::of).toList();
        }

        void begin(RoutingContext context) {
            Exchange exchange = front.exchange(context);
            HttpServerRequest request = exchange.request();
            exchange.operation(operation.getOperationId());
            if (!mayOpen(request)) {
                refuseUnknown(exchange);
            } else if (!queriesKnown(context)) {
                exchange.refuse(bad("a query parameter is unknown or given twice"));
            } else if (operation.getRequestBody() == null) {
                arrived(context, exchange, Buffer.buffer(), false);
            } else {
                readBody(context, exchange);
            }
        }

        private boolean isHost(HttpServerRequest request) {
            return guard.home()
                    && (Front.fromHome(request) || token.isIn(request.getHeader(HttpHeaders.AUTHORIZATION)));
        }

        private boolean isSigned(HttpServerRequest request) {
            return guard.persona() && !isHost(request) && personas.mayOpen(request);
        }

        /** Where strangers may ask too, a token that is brought must be the right one all the same. */
        private boolean mayOpen(HttpServerRequest request) {
            boolean wrong = guard.home() && request.headers().contains(HttpHeaders.AUTHORIZATION);
            return isHost(request) || isSigned(request) || (guard.open() && !wrong);
        }

        private void refuseUnknown(Exchange exchange) {
            if (guard.home()) {
                String whose =
                        guard.persona() ? "this is for whoever it belongs to" : "this is for the node's host alone";
                exchange.header(CHALLENGE, guard.persona() ? OWNERS : "Bearer");
                exchange.refuse(Problem.of(401, "unauthorized", whose)
                        .hint("use node.sock of the node's home, or the token in its run.json"));
            } else {
                exchange.header(CHALLENGE, "Signature");
                exchange.refuse(PersonaGate.problem(PersonaGate.UNSIGNED));
            }
        }

        private boolean queriesKnown(RoutingContext context) {
            MultiMap given = context.queryParams();
            return given.names().stream()
                    .allMatch(
                            name -> queries.contains(name) && given.getAll(name).size() == 1);
        }

        private void readBody(RoutingContext context, Exchange exchange) {
            String declared = exchange.request().getHeader(HttpHeaders.CONTENT_TYPE);
            MediaType type =
                    declared == null ? null : operation.getRequestBody().determineContentType(declared);
            if (type == null) {
                String wanted = String.join(
                        ", ", operation.getRequestBody().getContent().keySet());
                exchange.lastProblem(Problem.of(415, "wrong-type", "the body is to be " + wanted));
                return;
            }
            boolean bytes = type.getIdentifier().equals(MediaType.APPLICATION_OCTET_STREAM);
            Body.read(
                    exchange,
                    bytes ? mostBytes(type) : HttpLimits.JSON_BYTES,
                    body -> arrived(context, exchange, body, bytes));
        }

        /** What the contract says of a body of bytes, where it says it. */
        private static int mostBytes(MediaType type) {
            Number most = type.getSchema() == null ? null : type.getSchema().get("maxLength");
            return most == null ? HttpLimits.BODY_BYTES : most.intValue();
        }

        /** All of the request is here: a persona's signature covers its body too. */
        private void arrived(RoutingContext context, Exchange exchange, Buffer body, boolean bytes) {
            HttpServerRequest request = exchange.request();
            if (!isSigned(request)) {
                run(new Call(context, exchange, isHost(request) ? Owner.HOME : null, body, Map.of(), null), bytes);
                return;
            }
            switch (personas.judge(request, body, signedHeaders)) {
                case RequestVerdict.Refused refused -> {
                    exchange.header(CHALLENGE, "Signature");
                    exchange.problem(PersonaGate.problem(refused));
                }
                case RequestVerdict.Signed(Bytes32 persona) ->
                    run(new Call(context, exchange, new Owner.Persona(persona), body, Map.of(), null), bytes);
            }
        }

        /** Goes on with the parameters that were given, where each fits its rule. */
        private void run(Call call, boolean bytes) {
            Map<String, String> parameters = new TreeMap<>();
            for (ParameterRule rule : rules) {
                String value = rule.read(call.context());
                String fault = rule.fault(value);
                if (fault != null) {
                    call.exchange().problem(bad(rule.name() + " " + fault));
                    return;
                }
                if (value != null) {
                    parameters.put(rule.name(), value);
                }
            }
            if (bytes || operation.getRequestBody() == null) {
                call(call.with(parameters));
            } else if (!JsonDepth.within(call.body().getBytes(), HttpLimits.JSON_DEPTH)) {
                call.exchange().problem(bad("the JSON nests too deep"));
            } else {
                validate(call.with(parameters));
            }
        }

        private void validate(Call call) {
            RequestUtils.extract(call.exchange().request(), operation, () -> Future.succeededFuture(call.body()))
                    .compose(request -> validator.validate(request, operation.getOperationId()))
                    .onComplete(
                            checked -> call(call.with(checked.getBody().getJsonObject())),
                            fault -> invalid(call.exchange(), fault));
        }

        private void call(Call call) {
            try {
                handler.accept(call);
            } catch (RuntimeException bug) {
                call.fault(bug);
            }
        }

        private void invalid(Exchange exchange, Throwable fault) {
            if (fault instanceof ValidatorException) {
                exchange.problem(bad(fault.getMessage()));
            } else {
                Call.fault(exchange, fault);
            }
        }
    }

    static Problem bad(String detail) {
        return Problem.of(400, "bad-request", detail);
    }
}
