import { useRef } from "react";
import { randomKey } from "./random-key.ts";

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
