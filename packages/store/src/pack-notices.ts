import type { LiveNotice } from "@tfbench/contracts";

/** NOTIFY refuses payloads of 8000 bytes and more. */
const MAX_PAYLOAD_BYTES = 7_900;

/** Notices as few NOTIFY payloads as their limit allows. Ids and fixed words only, so a character is a byte. */
export function packNotices(notices: readonly LiveNotice[]): string[] {
  const payloads: string[] = [];
  let items: string[] = [];
  let bytes = 0;
  const flush = () => {
    if (items.length > 0) payloads.push(`{"notices":[${items.join(",")}]}`);
    items = [];
    bytes = 20;
  };
  flush();
  for (const notice of notices) {
    const item = JSON.stringify(notice);
    if (bytes + item.length + 1 > MAX_PAYLOAD_BYTES) flush();
    items.push(item);
    bytes += item.length + 1;
  }
  flush();
  return payloads;
}
