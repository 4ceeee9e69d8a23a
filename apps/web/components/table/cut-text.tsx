import { classNames } from "#components/class-names.ts";

type CutTextProps = { text: string; className: string };

/** Text of any length and any direction in one line of a table; the whole of it on hover. */
export const CutText = ({ text, className }: CutTextProps) => (
  <span dir="auto" className={classNames("block truncate", className)} title={text}>
    {text}
  </span>
);
