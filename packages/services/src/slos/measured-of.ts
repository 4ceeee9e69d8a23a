import type { Measured, Provider } from "@tfbench/contracts";

export const measuredOf = (provider: Provider): Measured => (provider === "tinyfish" ? "agents" : "endpoints");
