/** Canvas libraries do arithmetic on colours and know neither variables nor OKLCH: the browser converts for them. */
function toRgb(color: string): string {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (context === null) throw new Error("This browser offers no 2D canvas.");
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

const MEANINGS = ["good", "bad", "warn", "shield", "fault", "live", "quiet"] as const;
type Meaning = (typeof MEANINGS)[number];

export type ChartTokens = {
  text: string;
  muted: string;
  border: string;
  panel: string;
  raised: string;
  sunken: string;
  series: string[];
  baseline: string;
  /** Colours that carry a meaning, by its name: those of statuses and verdicts. */
  meaning: Record<Meaning, string>;
  font: string;
};

const SERIES_COUNT = 8;

/** The design tokens as they stand now, in the form charts can use. */
export function readTokens(element: Element): ChartTokens {
  const style = getComputedStyle(element);
  const token = (name: string) => toRgb(style.getPropertyValue(name));
  return {
    text: token("--text"),
    muted: token("--muted"),
    border: token("--border"),
    panel: token("--panel"),
    raised: token("--raised"),
    sunken: token("--sunken"),
    series: Array.from({ length: SERIES_COUNT }, (_, index) => token(`--series-${index + 1}`)),
    baseline: token("--series-baseline"),
    meaning: {
      good: token("--good"),
      bad: token("--bad"),
      warn: token("--warn"),
      shield: token("--shield"),
      fault: token("--fault"),
      live: token("--live"),
      quiet: token("--quiet"),
    },
    font: style.fontFamily,
  };
}
