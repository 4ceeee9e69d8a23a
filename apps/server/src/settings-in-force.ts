import type { ServerConfig } from "./config.ts";

/** The configuration as the system page shows it: by the names of the variables, without any secret. */
export function settingsInForce(config: ServerConfig): { name: string; value: string }[] {
  const settings: Record<string, string> = {
    HOST: config.host,
    PORT: String(config.port),
    WEB_PORT: String(config.webPort),
    SIMULATOR_PORT: String(config.simulatorPort),
    TINYFISH_MOCK_MODE: String(config.mockMode),
    TINYFISH_BASE_URL: config.tinyfishBaseUrl,
    ...(config.databaseUrl === null ? { DATA_DIR: config.dataDir } : {}),
    DATABASE_URL: config.databaseUrl === null ? "not set, embedded database" : "set, hidden",
    TFBENCH_ACCESS_TOKEN: config.accessToken === null ? "not set" : "set, hidden",
    TFBENCH_ALLOWED_HOSTS: config.allowedHosts.join(", ") || "none",
    TFBENCH_LOG_LEVEL: config.logLevel,
    TFBENCH_WORKER_BATCHES: String(config.workerBatches),
  };
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}
