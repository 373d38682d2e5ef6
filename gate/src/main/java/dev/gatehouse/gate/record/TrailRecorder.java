package dev.gatehouse.gate.record;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.write.TrailRecord;
import java.util.List;

/** Records calls in the trail's folder. */
public final class TrailRecorder implements Recorder {
  private final TrailFolder folder;

  public TrailRecorder(TrailFolder folder) {
    this.folder = folder;
  }

  @Override
  public void succeeded(ServiceModel model, Call call, Structure output) {
    write(new CallRecord(model, call).of(output), call);
  }

  @Override
  public void refused(ServiceModel model, Call call, AwsException error) {
    write(new CallRecord(model, call).of(error), call);
  }

  private void write(List<TrailRecord> records, Call call) {
    for (TrailRecord record : records) {
      folder.add(JsonWriter.line(record::writeTo), record.recipient(), record.region(), call.now());
    }
  }
}
