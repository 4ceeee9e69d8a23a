import { createHash } from "node:crypto";
import { MIGRATIONS_FOLDER, loadMigrations } from "./migrations.ts";
import { QUEUE_FINGERPRINT } from "./queue-schema.ts";

/** Changes whenever a fresh database would come out different. */
export function schemaFingerprint(): string {
  const hash = createHash("sha256").update(QUEUE_FINGERPRINT);
  for (const { checksum } of loadMigrations(MIGRATIONS_FOLDER)) hash.update(checksum);
  return hash.digest("hex").slice(0, 16);
}
