package dev.gatehouse.gate.server;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.wire.Protocol;
import java.util.function.Supplier;

/**
 * Which operation of which service a request is.
 *
 * @param operation as the request names it; it need not exist
 * @param input reads the input; called after the caller is known
 */
record Route(Service service, Protocol protocol, String operation, Supplier<Structure> input) {}
