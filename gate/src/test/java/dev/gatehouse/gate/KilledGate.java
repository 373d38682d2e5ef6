package dev.gatehouse.gate;

import java.nio.file.Path;

/** Makes users without end and says which it was told are made; to be killed. */
final class KilledGate {
  private KilledGate() {}

  public static void main(String[] arguments) {
    GateKit kit = new GateKit(Path.of(arguments[0]), (Path) null);
    for (int i = 0; i < 4_000; i++) {
      if (kit.call(kit.admin, "iam", "CreateUser", "UserName", "user" + i).status() == 200) {
        System.out.println("user" + i);
        System.out.flush();
      }
    }
  }
}
