/** Has the next item fetched while the current one is worked on, and never more than that one. */
export async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  // Settled, because a failure may come long before anybody asks for the item.
  const fetch = () => Promise.allSettled([items.next()]);
  let coming = fetch();
  try {
    for (;;) {
      const [next] = await coming;
      if (next.status === "rejected") throw next.reason;
      if (next.value.done) return;
      coming = fetch();
      yield next.value.value;
    }
  } finally {
    await items.return(undefined);
  }
}
