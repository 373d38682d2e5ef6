package dev.gatehouse.gate.record;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;

/** Hears of every call that was authenticated. */
public interface Recorder {
  /** Records nothing. */
  Recorder NONE =
      new Recorder() {
        @Override
        public void succeeded(ServiceModel model, Call call, Structure output) {}

        @Override
        public void refused(ServiceModel model, Call call, AwsException error) {}
      };

  void succeeded(ServiceModel model, Call call, Structure output);

  void refused(ServiceModel model, Call call, AwsException error);
}
