package dev.gatehouse.gate.wire;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import java.util.Map;

/** The protocol of IAM and STS: form parameters in, XML out. */
public final class QueryProtocol implements Protocol {
  private final ServiceModel model;

  public QueryProtocol(ServiceModel model) {
    this.model = model;
  }

  /** Reads the input of an operation out of decoded parameters. */
  public Structure input(OperationModel operation, Map<String, String> parameters) {
    return QueryInput.read(model, model.input(operation), parameters);
  }

  @Override
  public HttpAnswer answer(OperationModel operation, Structure output, String requestId) {
    StringBuilder xml = new StringBuilder(512);
    String name = operation.name() + "Response";
    xml.append('<').append(name).append(" xmlns=\"").append(model.namespace()).append("\">");
    String wrapper = operation.wrapper();
    if (wrapper != null) {
      xml.append('<').append(wrapper).append('>');
      new XmlOutput(model, xml).members(model.output(operation), output);
      xml.append("</").append(wrapper).append('>');
    }
    xml.append("<ResponseMetadata><RequestId>").append(requestId);
    xml.append("</RequestId></ResponseMetadata></").append(name).append('>');
    return HttpAnswer.of(200, "text/xml", requestId, xml.toString());
  }

  @Override
  public HttpAnswer error(AwsException error, String requestId) {
    StringBuilder xml = new StringBuilder(256);
    xml.append("<ErrorResponse xmlns=\"").append(model.namespace()).append("\"><Error><Type>");
    xml.append(error.status() < 500 ? "Sender" : "Receiver").append("</Type><Code>");
    XmlText.append(xml, error.code());
    xml.append("</Code><Message>");
    XmlText.append(xml, error.message());
    xml.append("</Message></Error><RequestId>").append(requestId);
    xml.append("</RequestId></ErrorResponse>");
    return HttpAnswer.of(error.status(), "text/xml", requestId, xml.toString());
  }
}
