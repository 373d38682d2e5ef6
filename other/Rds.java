package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.other.BuiltIn.Request;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.XmlText;
import java.util.Map;

/** Databases and their snapshots, by name. */
final class Rds {
  private Rds() {}

  static void addTo(Map<String, BuiltIn> all) {
    all.put("rds:CreateDBInstance", request -> create(request, "db", "DBInstance"));
    all.put("rds:CreateDBSnapshot", request -> create(request, "snapshot", "DBSnapshot"));
    all.put("rds:DescribeDBInstances", request -> describe(request, "db", "DBInstance"));
    all.put("rds:DescribeDBSnapshots", request -> describe(request, "snapshot", "DBSnapshot"));
  }

  private static String prefix(Request request, String type) {
    return "arn:aws:rds:" + request.region() + ":" + request.caller().account() + ":" + type + ":";
  }

  private static HttpAnswer create(Request request, String type, String word) {
    String name = request.need(word + "Identifier");
    Structure item = Structure.of("Arn", prefix(request, type) + name, "Name", name);
    request.put(item);
    return answer(request, "Create" + word, "<" + word + ">" + members(item, word) + "</" + word + ">");
  }

  private static HttpAnswer describe(Request request, String type, String word) {
    String name = request.call().text(word + "Identifier");
    StringBuilder list = new StringBuilder("<" + word + "s>");
    for (Structure each : request.below(prefix(request, type))) {
      if (name == null || name.equals(each.text("Name"))) {
        list.append("<").append(word).append(">").append(members(each, word));
        list.append("</").append(word).append(">");
      }
    }
    return answer(request, "Describe" + word + "s", list.append("</" + word + "s>").toString());
  }

  private static String members(Structure item, String word) {
    StringBuilder xml = new StringBuilder("<" + word + "Identifier>");
    XmlText.append(xml, item.need("Name"));
    xml.append("</").append(word).append("Identifier><").append(word).append("Arn>");
    XmlText.append(xml, item.need("Arn"));
    return xml.append("</").append(word).append("Arn>").toString();
  }

  private static HttpAnswer answer(Request request, String operation, String result) {
    return request.text(
        200,
        "text/xml",
        "<%1$sResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><%1$sResult>%2$s</%1$sResult>"
                .formatted(operation, result)
            + "<ResponseMetadata><RequestId>"
            + request.requestId()
            + "</RequestId></ResponseMetadata></"
            + operation
            + "Response>");
  }
}
