package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.stage.GenericType;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Toy.Act;
import dev.gatehouse.core.stage.Toy.Streak;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodecTypeInfoTest {
  /** Shapes that Flink's own type system would hand to Kryo. */
  record Wide(Map<String, List<Act>> byPlace, Set<Instant> times, @Nullable Act last, Long count) {}

  private static final Sealed<Wide, Streak> VALUE =
      new Sealed<>(
          new Wide(
              Map.of("w", List.of(new Act("p", "w", 3))),
              Set.of(Instant.ofEpochSecond(7)),
              null,
              4L),
          List.of(new Out<>("x", Instant.EPOCH, Instant.EPOCH, new Streak("p", "w", 3, 4))));

  private static CodecTypeInfo<Sealed<Wide, Streak>> type() {
    return CodecTypeInfo.forType(GenericType.of(Sealed.class, Wide.class, Streak.class));
  }

  private interface Writing {
    void to(DataOutputViewStreamWrapper out) throws IOException;
  }

  private static DataInputView written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputViewStreamWrapper(bytes));
    return new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void bringsGenericRecordsThere() throws Exception {
    CodecTypeInfo<Sealed<Wide, Streak>> travelled = InstantiationUtil.clone(type());
    assertThat(travelled).isEqualTo(type()).hasSameHashCodeAs(type());
    TypeSerializer<Sealed<Wide, Streak>> serializer =
        InstantiationUtil.clone(travelled.serializer());
    DataInputView bytes = written(out -> serializer.serialize(VALUE, out));
    assertThat(serializer.deserialize(bytes)).isEqualTo(VALUE);
  }

  @Test
  void restoresTheSerializerOfACheckpoint() throws Exception {
    TypeSerializerSnapshot<Sealed<Wide, Streak>> read =
        readBack(type().serializer().snapshotConfiguration());

    assertThat(read.restoreSerializer()).isEqualTo(type().serializer());
    assertThat(
            type()
                .serializer()
                .snapshotConfiguration()
                .resolveSchemaCompatibility(read)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void refusesStateOfAnotherSchema() throws Exception {
    TypeSerializerSnapshot<Act> acts =
        CodecTypeInfo.<Act>forType(Act.class).serializer().snapshotConfiguration();
    TypeSerializerSnapshot<Act> places =
        readBack(CodecTypeInfo.<Act>forType(Place.class).serializer().snapshotConfiguration());
    assertThat(acts.resolveSchemaCompatibility(places).isIncompatible()).isTrue();

    // A checkpoint of a version in which Act had other fields.
    DataInputView other =
        written(
            out -> {
              out.writeUTF(Act.class.getName());
              out.writeInt(0);
              out.writeInt(9);
              out.writeBytes("Act(old:)");
            });
    TypeSerializerSnapshot<Act> old = new CodecSerializerSnapshot<>();
    old.readSnapshot(1, other, getClass().getClassLoader());
    assertThatThrownBy(old::restoreSerializer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("written by another version");
  }

  private static <T> TypeSerializerSnapshot<T> readBack(TypeSerializerSnapshot<T> snapshot)
      throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        written(out -> TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot)),
        CodecTypeInfoTest.class.getClassLoader());
  }

  @Test
  void refusesTypesThatStagesDoNotUse() {
    assertThatThrownBy(() -> CodecTypeInfo.forType(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`java.lang.Thread`");
  }
}
