package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.Structure;

/** How a service's answers look. */
public interface Protocol {
  HttpAnswer answer(OperationModel operation, Structure output, String requestId);

  HttpAnswer error(AwsException error, String requestId);
}
