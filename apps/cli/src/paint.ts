const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
export type Ink = keyof typeof CODES;
export type Paint = (ink: Ink, text: string) => string;

/** Colours carry no meaning alone: each coloured word says the same without. */
export const paintWith =
  (isColorful: boolean): Paint =>
  (ink, text) => {
    const [on, off] = CODES[ink];
    return isColorful ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  };
