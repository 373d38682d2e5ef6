package dev.gatehouse.serve.http;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.serve.store.After;
import dev.gatehouse.serve.store.CaseQuery;
import dev.gatehouse.serve.store.FindingQuery;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parameters of a question, each checked. */
final class Parameters {
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1000;

  private final Context context;

  Parameters(Context context) {
    this.context = context;
  }

  CaseQuery cases() {
    return new CaseQuery(
        severity(),
        state(),
        time("since", Instant.MIN),
        time("until", Instant.MAX),
        after(),
        limit());
  }

  FindingQuery findings() {
    return new FindingQuery(
        severity(),
        state(),
        context.queryParam("detector"),
        context.queryParam("account"),
        context.queryParam("about"),
        "true".equals(context.queryParam("shadow")),
        time("since", Instant.MIN),
        time("until", Instant.MAX),
        after(),
        limit());
  }

  String text(String name) {
    String text = context.queryParam(name);
    if (text == null || text.isBlank()) {
      throw new BadRequestResponse("The parameter `" + name + "` is missing.");
    }
    return text;
  }

  int limit() {
    String text = context.queryParam("limit");
    if (text == null) {
      return LIMIT;
    }
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > LIMIT_MAX) {
      throw new BadRequestResponse("`limit` is a whole number from 1 to " + LIMIT_MAX + ".");
    }
    return Integer.parseInt(text);
  }

  /** A number; {@link Long#MAX_VALUE} if it is not given. */
  long number(String name) {
    String text = context.queryParam(name);
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new BadRequestResponse("`" + name + "` is a whole number.");
    }
    return Long.parseLong(text);
  }

  private Severity severity() {
    String text = context.queryParam("severity");
    if (text == null) {
      return Severity.LOW;
    }
    for (Severity severity : Severity.values()) {
      if (severity.word().equals(text)) {
        return severity;
      }
    }
    throw new BadRequestResponse("`severity` is one of low, medium, high, critical.");
  }

  private @Nullable State state() {
    String text = context.queryParam("state");
    if (text == null) {
      return null;
    }
    try {
      return State.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse("`state` is one of provisional, settled, withdrawn.");
    }
  }

  private Instant time(String name, Instant otherwise) {
    String text = context.queryParam(name);
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadRequestResponse("`" + name + "` is a time such as 2026-01-31T00:00:00Z.");
    }
  }

  private @Nullable After after() {
    String text = context.queryParam("after");
    if (text == null) {
      return null;
    }
    return After.parse(text)
        .orElseThrow(() -> new BadRequestResponse("`after` is `next` of a former answer."));
  }
}
