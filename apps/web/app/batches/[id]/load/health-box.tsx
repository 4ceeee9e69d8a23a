import type { EngineHealth } from "@tfbench/contracts";
import { prepareHealth } from "./prepare-believability.ts";

/** What the engine saw of itself while it measured. */
export function HealthBox({ health }: { health: EngineHealth }) {
  return (
    <section aria-labelledby="health-title" className="rounded-control border bg-panel p-3">
      <h2 id="health-title" className="mb-2 text-section">
        Engine health{" "}
        <span className="text-meta font-normal text-muted">what the measuring threads saw of themselves</span>
      </h2>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[220px_1fr]">
        {prepareHealth(health).map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
