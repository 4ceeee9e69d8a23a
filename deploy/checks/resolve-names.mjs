/** Loaded ahead of a service's own program: the names of its network mean this machine. */
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";

const names = new Set(process.env["NETWORK_NAMES"].split(","));
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(names.has(name) ? "127.0.0.1" : name, ...rest);
syncBuiltinESMExports();
