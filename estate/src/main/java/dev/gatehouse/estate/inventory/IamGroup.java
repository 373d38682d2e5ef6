package dev.gatehouse.estate.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An IAM group. Its users name it, not the other way round. */
public record IamGroup(
    String arn,
    String account,
    String name,
    String path,
    @Nullable Instant created,
    Permissions permissions) {

  /** The same group with other policies. */
  public IamGroup with(Permissions changed) {
    return new IamGroup(arn, account, name, path, created, changed);
  }
}
