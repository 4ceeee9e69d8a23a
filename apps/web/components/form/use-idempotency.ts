import { useRef } from "react";

const KEY_BYTES = 16;

/** `crypto.randomUUID` is there only on secure pages; this is there on every one. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");

type Idempotency = {
  /** The same for the same body, until it was accepted: a second click or a retry adds nothing. */
  keyFor: (body: object) => string;
  /** The next sending of the same body is meant to be another one. */
  renew: () => void;
};

export function useIdempotency(): Idempotency {
  const last = useRef<{ body: string; key: string } | null>(null);
  return {
    keyFor: (body) => {
      const text = JSON.stringify(body);
      if (last.current?.body !== text) last.current = { body: text, key: randomKey() };
      return last.current.key;
    },
    renew: () => (last.current = null),
  };
}
