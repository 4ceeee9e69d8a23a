const KEY_BYTES = 16;

/** `crypto.randomUUID` is there only on secure pages; this is there on every one. */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");
