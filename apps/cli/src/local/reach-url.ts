import { lookup } from "node:dns/promises";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Finding } from "./finding.ts";

const LIMIT_MS = 5_000;

/** Whether an address can be resolved and connected to, and what its certificate says; a step that fails is the last. */
export async function reachUrl(text: string): Promise<Finding[]> {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    return [
      {
        name: "url",
        verdict: "fault",
        found: `"${text}" is no http or https address`,
        advice: "Write it as http://host:port/path.",
      },
    ];
  }
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const findings: Finding[] = [];
  for (const step of [
    () => resolveHost(host),
    () => reachPort(host, port),
    ...(url.protocol === "https:" ? [() => shakeHands(host, port)] : []),
  ]) {
    const finding = await step();
    findings.push(finding);
    if (finding.verdict === "fault") break;
  }
  return findings;
}

async function resolveHost(host: string): Promise<Finding> {
  try {
    const addresses = await lookup(host, { all: true });
    return { name: "name", verdict: "ok", found: addresses.map(({ address }) => address).join(", "), advice: null };
  } catch (cause) {
    return fault(
      "name",
      `${host} cannot be resolved (${messageOf(cause)})`,
      "Check the host's spelling and the name server.",
    );
  }
}

function reachPort(host: string, port: number): Promise<Finding> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: LIMIT_MS });
    const end = (finding: Finding): void => {
      socket.destroy();
      resolve(finding);
    };
    socket.once("connect", () => {
      const tookMs = performance.now() - startedMs;
      end({ name: "connection", verdict: "ok", found: `port ${port} in ${tookMs.toFixed(1)} ms`, advice: null });
    });
    socket.once("timeout", () =>
      end(
        fault(
          "connection",
          `no answer from port ${port} in ${LIMIT_MS / 1000} s`,
          "A firewall may drop packets on the way.",
        ),
      ),
    );
    socket.once("error", (cause) =>
      end(fault("connection", `port ${port}: ${messageOf(cause)}`, "Is the server running, and on this port?")),
    );
  });
}

function shakeHands(host: string, port: number): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, servername: host, timeout: LIMIT_MS });
    const end = (finding: Finding): void => {
      socket.destroy();
      resolve(finding);
    };
    socket.once("secureConnect", () =>
      end({
        name: "TLS",
        verdict: "ok",
        found: `${socket.getProtocol() ?? "TLS"}, certificate until ${socket.getPeerCertificate().valid_to}`,
        advice: null,
      }),
    );
    socket.once("timeout", () =>
      end(fault("TLS", `no handshake in ${LIMIT_MS / 1000} s`, "Does this port speak TLS?")),
    );
    socket.once("error", (cause) =>
      end(fault("TLS", messageOf(cause), "A private authority is named with NODE_EXTRA_CA_CERTS.")),
    );
  });
}

const fault = (name: string, found: string, advice: string): Finding => ({ name, verdict: "fault", found, advice });
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
