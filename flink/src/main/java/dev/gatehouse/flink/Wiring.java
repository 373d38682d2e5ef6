package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import java.io.Serializable;
import org.apache.flink.util.OutputTag;

/**
 * What an operator must know of the stage it runs.
 *
 * @param name of the stage, part of the producer of its outputs and of the state's address
 * @param hop number of the copy of a stage that feeds itself, otherwise 0
 */
record Wiring<I, O>(
    String name,
    int hop,
    StageFactory<I, O> factory,
    CodecTypeInfo<I> input,
    CodecTypeInfo<Object> memory,
    CodecTypeInfo<O> output)
    implements Serializable {

  /**
   * The producer as the embedded runner writes it. A later copy adds its number after the key, so
   * that the withdrawal of one copy cannot hit the output of another.
   */
  String producer(String key) {
    return hop == 0 ? name + "/" + key : name + "/" + key + " #" + hop;
  }

  /** The copy for this hop. */
  Wiring<I, O> at(int number) {
    return new Wiring<>(name, number, factory, input, memory, output);
  }

  String operatorName() {
    return hop == 0 ? name : name + " #" + hop;
  }

  CodecTypeInfo<Change<I>> inputs() {
    return CodecTypeInfo.change(input.type());
  }

  CodecTypeInfo<Change<O>> outputs() {
    return CodecTypeInfo.change(output.type());
  }

  OutputTag<Change<I>> late() {
    return new OutputTag<>("late", inputs());
  }

  OutputTag<Change<O>> settled() {
    return new OutputTag<>("settled", outputs());
  }
}
