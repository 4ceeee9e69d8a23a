import { CreateTarget } from "@tfbench/contracts";
import type { Provider } from "@tfbench/contracts";
import { makeBatch, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { auditOf, SIMULATOR_URL, testContext } from "../test-context.ts";
import { createTarget } from "./create-target.ts";
import { deleteTarget } from "./delete-target.ts";
import { ensureBuiltinTargets } from "./ensure-builtin-targets.ts";
import { getTarget } from "./get-target.ts";
import { listTargets } from "./list-targets.ts";
import { updateTarget } from "./update-target.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const CONFIG = { simulator_url: SIMULATOR_URL, tinyfish_base_url: "https://agent.tinyfish.ai", mock_mode: true };
const create = (input: Partial<CreateTarget> = {}) =>
  createTarget(ctx, CreateTarget.parse({ name: crypto.randomUUID(), base_url: "https://example.com", ...input }));
const builtin = async (name: string) => {
  const found = (await listTargets(ctx, { archived: "include", limit: 200 })).data.find(
    (target) => target.builtin === name,
  );
  if (found === undefined) throw new Error(`No builtin ${name}.`);
  return found;
};
const defaultName = async (provider: Provider = "tinyfish") =>
  (await listTargets(ctx, { limit: 200 })).data.find((target) => target.is_default && target.provider === provider)
    ?.name;

test("a target keeps what it was given, its prices as version 1", async () => {
  const created = await create({ credential: "env:MY_KEY", prices: { usd_per_step: 0.5, bills: "completed" } });

  expect(created).toMatchObject({
    credential: "env:MY_KEY",
    simulated: false,
    is_default: false,
    builtin: null,
    prices: { version: 1, usd_per_step: 0.5, bills: "completed" },
  });
  expect(await getTarget(ctx, { id: created.id })).toEqual(created);
  expect((await auditOf(db, "target", created.id)).map(({ action }) => action)).toEqual(["create"]);
});

test("a changed price of tokens is a new version, and the same prices are none", async () => {
  const tokens = { usd_per_million_input_tokens: 0.15, usd_per_million_output_tokens: 0.6 };
  const prices = { usd_per_step: null, bills: "all", ...tokens } as const;
  const { id } = await create({ provider: "openai", prices });

  const same = await updateTarget(ctx, { id, prices: { ...prices, usd_per_million_cached_tokens: null } });
  const changed = await updateTarget(ctx, { id, prices: { ...prices, usd_per_million_cached_tokens: 0.075 } });

  expect(same.prices).toMatchObject({ version: 1, ...tokens, usd_per_million_cached_tokens: null });
  expect(changed.prices).toMatchObject({ version: 2, ...tokens, usd_per_million_cached_tokens: 0.075 });
});

test("our own simulator's address counts as simulated, whatever its path, unless it is said otherwise", async () => {
  expect((await create({ base_url: `${SIMULATOR_URL}/` })).simulated).toBe(true);
  expect((await create({ base_url: `${SIMULATOR_URL}/a`, simulated: false })).simulated).toBe(false);
  expect((await create({ base_url: "http://127.0.0.1:9999" })).simulated).toBe(false);
});

test("a new address says anew whether it is a simulator", async () => {
  const { id } = await create({ base_url: SIMULATOR_URL });

  expect((await updateTarget(ctx, { id, name: "renamed" })).simulated).toBe(true);
  expect((await updateTarget(ctx, { id, base_url: "https://example.com" })).simulated).toBe(false);
});

test("changed prices are a new version, the same prices are not", async () => {
  const { id } = await create({ prices: { usd_per_step: 1, bills: "all" } });

  const changed = await updateTarget(ctx, { id, prices: { usd_per_step: 2, bills: "all" } });
  const again = await updateTarget(ctx, { id, prices: { usd_per_step: 2, bills: "all" } });

  expect(changed.prices).toMatchObject({ version: 2, usd_per_step: 2 });
  expect(again.prices).toEqual(changed.prices);
  expect(
    await db.query("SELECT version, usd_per_step FROM target_prices WHERE target_id = $1 ORDER BY version", [id]),
  ).toEqual([
    { version: 1, usd_per_step: 1 },
    { version: 2, usd_per_step: 2 },
  ]);
});

test("a target nothing hangs on is deleted with its prices; others are refused with what hangs on them", async () => {
  const { id } = await create();
  const used = await makeTarget(db);
  await makeBatch(db, { scenario: await makeScenario(db, { target_id: used.id }), runs: 2 });

  await deleteTarget(ctx, { id });

  await expect(deleteTarget(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  expect(await db.query("SELECT 1 FROM target_prices WHERE target_id = $1", [id])).toEqual([]);
  await expect(deleteTarget(ctx, { id: used.id })).rejects.toMatchObject({
    code: "has_dependents",
    details: { scenarios: 1, runs: 2 },
  });
});

describe("the builtin targets", () => {
  test("are made once, however many starts there are at once", async () => {
    await Promise.all([ensureBuiltinTargets(ctx, CONFIG), ensureBuiltinTargets(ctx, CONFIG)]);
    await ensureBuiltinTargets(ctx, CONFIG);

    expect(await builtin("simulator")).toMatchObject({ name: "Simulator", base_url: SIMULATOR_URL, simulated: true });
    expect(await builtin("tinyfish")).toMatchObject({
      credential: "env:TINYFISH_API_KEY",
      simulated: false,
      prices: { version: 1, usd_per_step: 0.016 },
    });
    expect(await db.query("SELECT count(*)::int AS n FROM targets WHERE builtin IS NOT NULL")).toEqual([{ n: 3 }]);
    expect(await builtin("simulator_llm")).toMatchObject({
      name: "Simulator (LLM)",
      provider: "openai",
      base_url: `${SIMULATOR_URL}/v1`,
      simulated: true,
      prices: { usd_per_step: null },
    });
  });

  test("follow the configuration", async () => {
    await ensureBuiltinTargets(ctx, { ...CONFIG, simulator_url: "http://127.0.0.1:9010" });
    expect((await builtin("simulator")).base_url).toBe("http://127.0.0.1:9010");

    await ensureBuiltinTargets(ctx, CONFIG);
    expect((await builtin("simulator")).base_url).toBe(SIMULATOR_URL);
  });

  test("are the default by mock mode, while a target of the user's own stays it where it is of the same kind", async () => {
    await ensureBuiltinTargets(ctx, CONFIG);
    expect(await defaultName()).toBe("Simulator");

    const own = await create({ name: "own real", base_url: "https://example.org" });
    await updateTarget(ctx, { id: own.id, is_default: true });
    await ensureBuiltinTargets(ctx, CONFIG);
    expect(await defaultName()).toBe("Simulator");

    await updateTarget(ctx, { id: own.id, is_default: true });
    await ensureBuiltinTargets(ctx, { ...CONFIG, mock_mode: false });
    expect(await defaultName()).toBe("own real");

    await updateTarget(ctx, { id: (await builtin("simulator")).id, is_default: true });
    await ensureBuiltinTargets(ctx, { ...CONFIG, mock_mode: false });
    expect(await defaultName()).toBe("TinyFish");
  });

  test("include a simulator that is the default of endpoints in mock mode, and only where the user has chosen none", async () => {
    await ensureBuiltinTargets(ctx, CONFIG);
    expect(await defaultName("openai")).toBe("Simulator (LLM)");

    await ensureBuiltinTargets(ctx, { ...CONFIG, mock_mode: false });
    expect(await defaultName("openai")).toBeUndefined();

    const own = await create({ name: "own endpoint", provider: "openai", base_url: "http://127.0.0.1:9999/v1" });
    await updateTarget(ctx, { id: own.id, is_default: true });
    await ensureBuiltinTargets(ctx, CONFIG);
    expect([await defaultName("openai"), await defaultName()]).toEqual(["own endpoint", "Simulator"]);

    await updateTarget(ctx, { id: own.id, is_default: false, archived: true });
    await ensureBuiltinTargets(ctx, CONFIG);
    expect(await defaultName("openai")).toBe("Simulator (LLM)");
  });

  test.each<[string, object]>([
    ["base_url", { base_url: "https://example.com" }],
    ["credential", { credential: "env:OTHER" }],
    ["simulated", { simulated: false }],
    ["archived", { archived: true }],
  ])("refuse a change of %s", async (field, changes) => {
    await ensureBuiltinTargets(ctx, CONFIG);
    const { id } = await builtin("simulator");

    await expect(updateTarget(ctx, { id, ...changes })).rejects.toMatchObject({
      code: "conflict",
      fields: [{ field }],
    });
  });

  test("take new limits, timeouts and prices, and keep them", async () => {
    await ensureBuiltinTargets(ctx, CONFIG);
    const { id, base_url } = await builtin("tinyfish");

    await updateTarget(ctx, { id, base_url, limits: { max_in_flight: 3 } });
    await ensureBuiltinTargets(ctx, CONFIG);

    expect((await getTarget(ctx, { id })).limits).toEqual({ max_in_flight: 3 });
  });

  test("cannot be deleted", async () => {
    await ensureBuiltinTargets(ctx, CONFIG);

    await expect(deleteTarget(ctx, { id: (await builtin("tinyfish")).id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the default", () => {
  test("of a provider is one, whoever asks at once", async () => {
    const made = [await create(), await create(), await create()];

    await Promise.all(made.map(({ id }) => updateTarget(ctx, { id, is_default: true })));

    expect(await db.query("SELECT count(*)::int AS n FROM targets WHERE is_default AND provider = 'tinyfish'")).toEqual(
      [{ n: 1 }],
    );
  });

  test("can neither be archived nor deleted, and nothing archived can become it", async () => {
    const { id } = await create();
    await updateTarget(ctx, { id, is_default: true });
    const archived = await create();
    await updateTarget(ctx, { id: archived.id, archived: true });

    await expect(updateTarget(ctx, { id, archived: true })).rejects.toMatchObject({ code: "conflict" });
    await expect(deleteTarget(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(updateTarget(ctx, { id: archived.id, is_default: true })).rejects.toMatchObject({ code: "conflict" });
    expect((await updateTarget(ctx, { id: archived.id, is_default: true, archived: false })).is_default).toBe(true);
  });
});

test("what does not exist is not found by any verb", async () => {
  await expect(getTarget(ctx, { id: 2_000_000_000 })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateTarget(ctx, { id: 2_000_000_000 })).rejects.toMatchObject({ code: "not_found" });
});
