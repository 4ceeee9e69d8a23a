import { createClient } from "@redis/client";
import { AppError } from "@tfbench/contracts";
import type { LiveNotice } from "@tfbench/contracts";
import { describePlace } from "./describe-place.ts";
import { createLiveListeners } from "./live-bus.ts";
import type { LiveBus, LiveListeners } from "./live-bus.ts";
import { afterCommit } from "./sql.ts";

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const PING_EVERY_MS = 5_000;
/** A connection that is silent for longer, pings included, is dead though nobody said so. */
const SILENT_MS = 15_000;
/** While nothing can come from Redis, readers are told to look at their rows this often. */
const LOOK_EVERY_MS = 1_000;

type Content = { notices: readonly LiveNotice[] } | { jobs: string } | { resync: true };
type Message = Content & { from: string };
type Link = { readonly isConnected: boolean; send(content: Content): void; close(): Promise<void> };

/**
 * Redis pub/sub. Listeners of this process are served directly, those of others through Redis: when it is gone a
 * process still hears itself.
 */
export async function openRedisLiveBus(url: string, channel: string): Promise<LiveBus> {
  const listeners = createLiveListeners();
  const link = await openLink({ url, channel, listeners }).catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
  return {
    kind: "redis",
    get isConnected() {
      return link.isConnected;
    },
    subscribe: listeners.subscribe,
    onJobs: listeners.onJobs,
    async publish(sql, notices) {
      if (notices.length === 0) return;
      afterCommit(sql, () => {
        listeners.deliver(notices);
        link.send({ notices });
      });
    },
    async announceJobs(sql, name) {
      afterCommit(sql, () => {
        listeners.deliverJobs(name);
        link.send({ jobs: name });
      });
    },
    close: link.close,
  };
}

/**
 * One connection for both directions, opened again for as long as it takes. What could not be sent meanwhile is not
 * kept: once it is back, every reader here and elsewhere is told to read its rows again.
 */
async function openLink(order: { url: string; channel: string; listeners: LiveListeners }): Promise<Link> {
  const { url, channel, listeners } = order;
  const self = crypto.randomUUID();
  let wasReady = false;
  let hasLost = false;
  let looking: NodeJS.Timeout | null = null;
  const client = connectionTo(url, (retries) => wasReady && Math.min(FIRST_RETRY_MS * 2 ** retries, LAST_RETRY_MS));

  const send = (content: Content): void => {
    const message: Message = { ...content, from: self };
    client.publish(channel, JSON.stringify(message)).catch(() => (hasLost = true));
  };
  const stopLooking = (): void => {
    if (looking !== null) clearInterval(looking);
    looking = null;
  };
  // Every failed attempt to connect says it again; `isConnected` is how others learn of it.
  client.on("error", () => {
    if (wasReady && !client.isReady) looking ??= setInterval(listeners.resync, LOOK_EVERY_MS);
  });
  client.on("ready", () => {
    stopLooking();
    if (wasReady) listeners.resync();
    if (hasLost) send({ resync: true });
    wasReady = true;
    hasLost = false;
  });
  try {
    await client.connect();
    await client.subscribe(channel, (text) => deliver(listeners, text, self));
  } catch (cause) {
    if (client.isOpen) client.destroy();
    throw cause;
  }
  return {
    get isConnected() {
      return client.isReady;
    },
    send,
    async close() {
      stopLooking();
      if (client.isReady) await client.close();
      else client.destroy();
    },
  };
}

const connectionTo = (url: string, reconnectStrategy: (retries: number) => number | false) =>
  createClient({
    url,
    name: "tfbench-live",
    // Messages would pile up here for as long as Redis is away.
    disableOfflineQueue: true,
    // Of Redis Enterprise alone; asking for them costs a look-up of the name at each connection.
    maintNotifications: "disabled",
    pingInterval: PING_EVERY_MS,
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENT_MS, reconnectStrategy },
  });

function deliver(listeners: LiveListeners, text: string, self: string): void {
  // Only this module writes to the channel.
  const message = JSON.parse(text) as Message;
  if (message.from === self) return;
  if ("notices" in message) listeners.deliver(message.notices);
  else if ("jobs" in message) listeners.deliverJobs(message.jobs);
  else listeners.resync();
}

function unreachable(url: string, cause: unknown): AppError {
  const { place, reasons } = describePlace({ variable: "REDIS_URL", url, port: 6379, cause });
  return new AppError("unavailable", `Redis at ${place} cannot be used: ${reasons}`, {
    hint: "Start it, correct REDIS_URL, or leave REDIS_URL empty.",
    cause,
  });
}
