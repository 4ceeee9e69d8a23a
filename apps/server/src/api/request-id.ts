import { randomUUID } from "node:crypto";

const SAFE = /^[A-Za-z0-9_.:-]{8,128}$/;

/** The caller's own id where it is harmless in a log and a header, else a new one. */
export const chooseRequestId = (brought: string | undefined): string =>
  brought !== undefined && SAFE.test(brought) ? brought : randomUUID();
