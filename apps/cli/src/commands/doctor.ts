import { accessSync, constants, readFileSync } from "node:fs";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { AddCommand } from "./add-command.ts";
import type { Finding } from "../local/finding.ts";
import { reachUrl } from "../local/reach-url.ts";

const OLDEST_NODE = 20;
const FEW_HANDLES = 4_096;
const FEW_PORTS = 10_000;

/** Looks at what this machine lets a measurement be, and at the target when an address is given. */
export const addDoctor: AddCommand = (command, { context, end }) => {
  command
    .option("--url <address>", "also try to reach this address")
    .action(async (flags: { url?: string }, self) => end(await doctor(flags, context(self))));
};

async function doctor({ url }: { url?: string }, context: CommandContext): Promise<ExitCode> {
  const findings = [nodeVersion(), cores(), memory(), fileHandles(), localPorts(), workingFolder()];
  if (url !== undefined) findings.push(...(await reachUrl(url)));
  if (context.isJson) context.print(JSON.stringify({ kind: "doctor", findings }));
  else for (const finding of findings) context.print(lineOf(finding, context));
  return findings.some(({ verdict }) => verdict === "fault") ? EXIT_CODE.failed : EXIT_CODE.passed;
}

function lineOf({ name, verdict, found, advice }: Finding, { paint }: CommandContext): string {
  const ink = { ok: "green", warning: "yellow", fault: "red" } as const;
  return `${paint(ink[verdict], verdict.padEnd(7))}  ${name.padEnd(16)}  ${found}${advice === null ? "" : `\n${" ".repeat(27)}${advice}`}`;
}

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  const isOld = major < OLDEST_NODE;
  return {
    name: "Node.js",
    verdict: isOld ? "fault" : "ok",
    found: process.version,
    advice: isOld ? `tfbench needs Node.js ${OLDEST_NODE} or newer.` : null,
  };
}

function cores(): Finding {
  const usable = availableParallelism();
  return {
    name: "cores",
    verdict: usable < 2 ? "warning" : "ok",
    found: `${usable} usable, ${cpus()[0]?.model.trim() ?? "unknown model"}`,
    advice: usable < 2 ? "With one core, reading and giving meaning share it: watch the validity of results." : null,
  };
}

function memory(): Finding {
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const isShort = freemem() < 512 * 2 ** 20;
  return {
    name: "memory",
    verdict: isShort ? "warning" : "ok",
    found: `${gib(freemem())} free of ${gib(totalmem())}`,
    advice: isShort ? "Under 0.5 GiB free: long loads may be slowed by swapping." : null,
  };
}

function fileHandles(): Finding {
  const limit = Number(/^Max open files\s+(\S+)/m.exec(readOrEmpty("/proc/self/limits"))?.[1] ?? Number.NaN);
  const isFew = limit < FEW_HANDLES;
  return {
    name: "file handles",
    verdict: isFew ? "warning" : "ok",
    found: Number.isNaN(limit) ? "this system does not say" : `${limit} may be open`,
    advice: isFew ? `Each connection takes one; raise it with ulimit -n ${FEW_HANDLES * 4}.` : null,
  };
}

function localPorts(): Finding {
  const [low, high] = readOrEmpty("/proc/sys/net/ipv4/ip_local_port_range").split(/\s+/).map(Number);
  const ports = low === undefined || high === undefined || low === 0 ? Number.NaN : high - low + 1;
  const isFew = ports < FEW_PORTS;
  return {
    name: "local ports",
    verdict: isFew ? "warning" : "ok",
    found: Number.isNaN(ports) ? "this system does not say" : `${ports} for fresh connections`,
    advice: isFew ? "Fresh connections leave ports waiting for a minute: reuse connections, or widen the range." : null,
  };
}

function workingFolder(): Finding {
  const folder = process.cwd();
  try {
    accessSync(folder, constants.W_OK);
    return { name: "folder", verdict: "ok", found: `${folder} can be written`, advice: null };
  } catch (cause) {
    const found = `${folder} cannot be written (${cause instanceof Error ? cause.message : String(cause)})`;
    return { name: "folder", verdict: "warning", found, advice: "Give --out a path elsewhere to keep records." };
  }
}

/** Files of the kernel that other systems lack: nothing is known there. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error) return "";
    throw cause;
  }
}
