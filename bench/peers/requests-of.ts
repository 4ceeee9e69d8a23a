import type { PeerLoad } from "./peer.ts";

export const requestsOf = (load: PeerLoad): number =>
  load.kind === "streams" ? load.requests : load.perSecond * load.seconds;
