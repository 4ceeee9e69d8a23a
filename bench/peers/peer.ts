export type PeerLoad =
  | { kind: "streams"; streams: number; requests: number }
  | { kind: "rate"; perSecond: number; seconds: number; atMost: number | null };

export type PeerWork = { load: PeerLoad; outputTokens: number; baseUrl: string; model: string; folder: string };

/** What a tool says of one request, in its own words. */
export type PeerRun = {
  /** The id in the response or the x-request-id, by which the server's log knows the request. */
  id: string;
  ttftMs: number;
  responseMs: number;
  /** Between chunks with content; null where the tool keeps none of them. */
  gapsMs: readonly number[] | null;
};

export type Installed = { bytes: number; version: string };

/** A tool that measures LLM endpoints from its command line. */
export type Peer = {
  name: string;
  /** Throws where it cannot be installed. */
  install: () => Promise<Installed>;
  /** Writes into the folder what the tool wants to read, and gives its command line. */
  command: (work: PeerWork) => Promise<readonly string[]>;
  readRuns: (folder: string) => Promise<PeerRun[]>;
  /** Exit codes besides 0 that come with figures, each with what it means. */
  tellingExitCodes: Readonly<Record<number, string>>;
  /** Why it has no constant rate; null when it has one. */
  whyNoConstantRate: string | null;
  /** Why it is given the server's core too; null: it has one of its own, as the others. */
  whyBothCores: string | null;
};
