type Waiting<Item, Result> = { item: Item; answer: PromiseWithResolvers<Result> };

/**
 * Makes one call out of many: what is asked for while a call is under way waits and goes into the next one together.
 * A lone caller never waits. When a call for several fails, each of them is done alone, so that nobody gets the
 * error of another.
 */
export function gather<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  mostAtOnce: number,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isBusy = false;

  const runAll = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      await runGroup(work, group);
    }
    isBusy = false;
  };

  return (item) => {
    const answer = Promise.withResolvers<Result>();
    waiting.push({ item, answer });
    void runAll();
    return answer.promise;
  };
}

async function runGroup<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  group: Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await work(group.map(({ item }) => item));
    if (results.length !== group.length)
      throw new Error(`${group.length} were asked for, ${results.length} were answered.`);
    for (const [index, { answer }] of group.entries()) answer.resolve(results[index] as Result);
  } catch (cause) {
    if (group.length === 1) group[0]?.answer.reject(cause);
    else for (const one of group) await runGroup(work, [one]);
  }
}
