type Compositions = {
  /** Runs at once, or when the text that is being composed has become part of the field. */
  afterwards: (run: () => void) => void;
};

/** Watches a field for text that an input method or a dead key is still composing: whoever replaced the field then would lose it. */
export function watchComposition(field: HTMLElement): Compositions {
  let isComposing = false;
  let waiting: (() => void) | null = null;
  field.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  field.addEventListener("compositionend", () => {
    isComposing = false;
    waiting?.();
    waiting = null;
  });
  return {
    afterwards: (run) => {
      if (isComposing) waiting = run;
      else run();
    },
  };
}
