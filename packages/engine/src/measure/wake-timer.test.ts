import { expect, test } from "vitest";
import { createMonotonicClock } from "./monotonic-clock.ts";
import { WakeTimer } from "./wake-timer.ts";

const nowMs = createMonotonicClock();

test.each([-5, 0, 0.3, 2, 12])(
  "a wake due in %d ms comes once, never early and never inside the call",
  async (inMs) => {
    const atMs = nowMs() + inMs;
    let wokenMs = NaN;
    let times = 0;
    const woken = new Promise<void>((resolve) => {
      const timer = new WakeTimer(nowMs, () => {
        wokenMs = nowMs();
        times += 1;
        resolve();
      });
      timer.arm(atMs);
      timer.arm(atMs);
      expect(times).toBe(0);
    });

    await woken;
    await new Promise((resolve) => setImmediate(resolve));

    expect(times).toBe(1);
    expect(wokenMs).toBeGreaterThanOrEqual(atMs);
  },
);

test("arming it anew replaces what it was armed for, disarming leaves nothing", async () => {
  const wakes: string[] = [];
  const disarmed = new WakeTimer(nowMs, () => wakes.push("disarmed"));
  disarmed.arm(nowMs() + 1);
  disarmed.disarm();

  await new Promise<void>((resolve) => {
    const timer = new WakeTimer(nowMs, () => {
      wakes.push("later");
      resolve();
    });
    timer.arm(nowMs() + 1);
    timer.arm(nowMs() + 8);
  });

  expect(wakes).toEqual(["later"]);
});
