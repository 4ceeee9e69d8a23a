/** Calls `tick` again and again, never twice at once; an error goes to `onError` and the next call comes all the same. */
export function repeat(
  everyMs: number,
  tick: () => Promise<void>,
  onError: (cause: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = tick()
      .catch(onError)
      .finally(() => (isBusy = false));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
