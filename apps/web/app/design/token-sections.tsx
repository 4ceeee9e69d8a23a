import { Section } from "./section.tsx";

const SIZES = [
  ["text-caption", "11 axis, caption"],
  ["text-meta", "12 table, meta"],
  ["text-body", "13 body"],
  ["text-section", "15 section"],
  ["text-title", "20 page title"],
  ["text-number", "28 the one number"],
] as const;
const NEUTRALS = ["page", "panel", "raised", "sunken", "border", "border-strong", "muted", "text"] as const;
const MEANINGS = ["good", "bad", "warn", "shield", "fault", "live", "quiet"] as const;
const SERIES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const SPACES = [1, 2, 3, 4, 6, 8] as const;

function Swatch({ name }: { name: string }) {
  return (
    <li className="flex w-28 flex-col gap-1">
      <span className="h-8 rounded-control border" style={{ background: `var(--${name})` }} />
      <span className="font-mono text-caption text-muted">{name}</span>
    </li>
  );
}

const Swatches = ({ names }: { names: readonly string[] }) => (
  <ul className="flex flex-wrap gap-2">
    {names.map((name) => (
      <Swatch key={name} name={name} />
    ))}
  </ul>
);

export function TypeSection() {
  return (
    <Section title="Type">
      <ul className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        {SIZES.map(([size, text]) => (
          <li key={size} className={size}>
            {text}
          </li>
        ))}
        <li className="font-strong">550 strong</li>
        <li className="font-mono">mono 0123456789</li>
      </ul>
    </Section>
  );
}

export function SpaceSection() {
  return (
    <Section title="Space, 4 px grid">
      <ul className="flex flex-wrap items-end gap-4">
        {SPACES.map((space) => (
          <li key={space} className="text-caption text-muted">
            <span className="mb-1 block bg-text" style={{ width: space * 4, height: space * 4 }} />
            {space * 4}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function ColorSections() {
  return (
    <>
      <Section title="Neutrals">
        <Swatches names={NEUTRALS} />
      </Section>
      <Section title="Series, in order; the baseline is always grey">
        <Swatches names={[...SERIES.map((each) => `series-${each}`), "series-baseline"]} />
      </Section>
      <Section title="Meaning, always with icon and word">
        <Swatches names={MEANINGS} />
      </Section>
    </>
  );
}
