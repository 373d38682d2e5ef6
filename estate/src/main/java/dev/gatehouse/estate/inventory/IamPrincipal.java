package dev.gatehouse.estate.inventory;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user or role: somebody whom policies let act. */
public sealed interface IamPrincipal permits IamUser, IamRole {
  /** With its path. */
  String arn();

  /** Twelve digits. */
  String account();

  /** Without its path. */
  String name();

  /** The path, {@code /} when it has none. */
  String path();

  /** {@code AIDA…} or {@code AROA…}; null when not known. */
  @Nullable String id();

  /** When it was made; null when not known. */
  @Nullable Instant created();

  Permissions permissions();

  Map<String, String> tags();
}
