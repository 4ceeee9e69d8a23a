import type { LiveNotice } from "@tfbench/contracts";
import pg from "pg";
import { createLiveListeners } from "./live-bus.ts";
import type { LiveBus } from "./live-bus.ts";
import { packNotices } from "./pack-notices.ts";

const CHANNEL = "tfbench_live";
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

type Message = { notices: LiveNotice[] } | { jobs: string };

/**
 * LISTEN/NOTIFY on a connection of its own. When that breaks it is opened again for as long as it takes, and
 * every reader is told to read its rows again, because notices of the gap are lost.
 */
export async function openPostgresqlLiveBus(options: pg.ClientConfig): Promise<LiveBus> {
  const listeners = createLiveListeners();
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;

  const receive = (payload: string | undefined): void => {
    // Only this module writes to the channel.
    const message = JSON.parse(payload ?? "") as Message;
    if ("jobs" in message) listeners.deliverJobs(message.jobs);
    else listeners.deliver(message.notices);
  };
  const listen = async (): Promise<void> => {
    const next = new pg.Client({ ...options, application_name: "tfbench live", keepAlive: true });
    const broken = Promise.withResolvers<never>();
    next.on("notification", ({ channel, payload }) => {
      if (channel === CHANNEL) receive(payload);
    });
    next.on("error", broken.reject);
    next.on("end", () => broken.reject(new Error("The server closed the connection.")));
    broken.promise.catch(() => {
      if (client === next) reconnect(FIRST_RETRY_MS);
    });
    await Promise.race([next.connect(), broken.promise]);
    await Promise.race([next.query(`LISTEN ${CHANNEL}`), broken.promise]);
    if (isClosed) return next.end();
    client = next;
  };
  const reconnect = (delayMs: number): void => {
    client = null;
    if (isClosed) return;
    retry = setTimeout(() => {
      listen().then(listeners.resync, () => reconnect(Math.min(delayMs * 2, LAST_RETRY_MS)));
    }, delayMs);
  };
  await listen();

  return {
    kind: "notify",
    get isConnected() {
      return client !== null;
    },
    subscribe: listeners.subscribe,
    onJobs: listeners.onJobs,
    async publish(sql, notices) {
      if (notices.length === 0) return;
      await sql.query("SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message", [
        CHANNEL,
        packNotices(notices),
      ]);
    },
    async announceJobs(sql, name) {
      await sql.query("SELECT pg_notify($1, $2)", [CHANNEL, JSON.stringify({ jobs: name } satisfies Message)]);
    },
    async close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      await client?.end();
    },
  };
}
