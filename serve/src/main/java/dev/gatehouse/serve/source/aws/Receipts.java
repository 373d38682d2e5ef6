package dev.gatehouse.serve.source.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** Messages that were received: what is durable is deleted, ten at a time. */
final class Receipts {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String queue;
  private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

  /** When each was received, or last kept, by its receipt. */
  private final Map<String, Long> held = new HashMap<>();

  Receipts(SqsClient sqs, String queue) {
    this.sqs = sqs;
    this.queue = queue;
  }

  /** A message was received. */
  synchronized void taken(String receipt) {
    held.put(receipt, System.nanoTime());
  }

  /** All of a message is durable. Does not wait. */
  void done(String receipt) {
    done.add(receipt);
  }

  /** A message is left to come again. */
  synchronized void left(String receipt) {
    held.remove(receipt);
  }

  /** How many are received and not deleted. */
  synchronized int held() {
    return held.size();
  }

  /** Deletes what is durable; waits a moment for it. */
  void deleteDone(boolean atOnce) throws InterruptedException {
    String first = atOnce ? done.poll() : done.poll(50, TimeUnit.MILLISECONDS);
    if (first != null) {
      delete(first);
    }
  }

  /** Deletes all that is durable. */
  void deleteRest() {
    for (String first = done.poll(); first != null; first = done.poll()) {
      delete(first);
    }
  }

  private void delete(String first) {
    List<String> batch = new ArrayList<>(List.of(first));
    done.drainTo(batch, BATCH - 1);
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String receipt : batch) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(receipt)
              .build());
    }
    try {
      sqs.deleteMessageBatch(delete -> delete.queueUrl(queue).entries(entries));
    } catch (SdkException e) {
      // It comes again, is known or a duplicate, and is deleted then.
    }
    synchronized (this) {
      batch.forEach(held::remove);
    }
  }

  /** Keeps what has been read for half the time that the queue gives. */
  void extend(int visibleSeconds) {
    List<String> old = new ArrayList<>();
    long now = System.nanoTime();
    synchronized (this) {
      held.forEach(
          (receipt, since) -> {
            if (now - since > TimeUnit.SECONDS.toNanos(visibleSeconds) / 2) {
              old.add(receipt);
            }
          });
      old.forEach(receipt -> held.replace(receipt, now));
    }
    for (String receipt : old) {
      try {
        sqs.changeMessageVisibility(
            change ->
                change.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(visibleSeconds));
      } catch (SdkException e) {
        // It comes again, which changes nothing.
      }
    }
  }
}
