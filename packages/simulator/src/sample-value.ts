const SAMPLE_WORDS = ["Lamp", "Chair", "Shelf", "Table", "Clock", "Mirror", "Basket", "Vase"];
const FORMAT_SAMPLES: Record<string, string> = {
  date: "2026-09-14",
  "date-time": "2026-09-14T09:00:00Z",
  duration: "PT15M",
  time: "09:00:00Z",
};

/** A value that satisfies a schema of the accepted subset (see output-schema.ts). */
export function sampleValue(schema: Record<string, unknown>, random: () => number): unknown {
  const variants = schema["anyOf"];
  if (Array.isArray(variants)) return sampleValue(asSchema(variants[0]), random);
  switch (schema["type"]) {
    case "object":
      return sampleObject(schema, random);
    case "array":
      return sampleArray(schema, random);
    case "integer":
      return sampleInteger(schema, random);
    case "number":
      return sampleNumber(schema, random);
    case "boolean":
      return random() < 0.5;
    case "null":
      return null;
    default:
      return sampleString(schema, random);
  }
}

function sampleObject(schema: Record<string, unknown>, random: () => number): Record<string, unknown> {
  const entries = Object.entries(asSchema(schema["properties"]));
  return Object.fromEntries(entries.map(([name, child]) => [name, sampleValue(asSchema(child), random)]));
}

function sampleArray(schema: Record<string, unknown>, random: () => number): unknown[] {
  const fewest = asNumber(schema["minItems"], 0);
  const most = asNumber(schema["maxItems"], Math.max(fewest, 3));
  const length = Math.min(Math.max(fewest, 2), most);
  return Array.from({ length }, () => sampleValue(asSchema(schema["items"]), random));
}

function sampleNumber(schema: Record<string, unknown>, random: () => number): number {
  const low = asNumber(schema["minimum"], Math.min(1, asNumber(schema["maximum"], 1)));
  const high = asNumber(schema["maximum"], low + 99);
  const rounded = Math.round((low + (high - low) * random()) * 100) / 100;
  return Math.min(Math.max(rounded, low), high);
}

function sampleInteger(schema: Record<string, unknown>, random: () => number): number {
  const low = Math.ceil(asNumber(schema["minimum"], Math.min(1, asNumber(schema["maximum"], 1))));
  const high = Math.floor(asNumber(schema["maximum"], low + 99));
  return low + Math.floor((high - low + 1) * random());
}

function sampleString(schema: Record<string, unknown>, random: () => number): string {
  const choices: unknown[] = Array.isArray(schema["enum"]) ? schema["enum"] : SAMPLE_WORDS;
  const format = schema["format"];
  if (typeof format === "string") return FORMAT_SAMPLES[format] ?? "";
  return String(choices[Math.floor(random() * choices.length)] ?? "");
}

function asSchema(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function asNumber(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
