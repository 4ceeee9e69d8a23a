type Echoes = {
  tell: (text: string) => void;
  isEcho: (text: string) => boolean;
  forget: () => void;
};

/**
 * Tells news from echoes. What an editor reports comes back to it as its owner's text, late and not always all of it;
 * taking an echo for news would undo what was typed since.
 */
export function createEchoes(): Echoes {
  let told: string[] = [];
  return {
    tell: (text) => void told.push(text),
    isEcho: (text) => {
      const at = told.indexOf(text);
      told = told.slice(at + 1);
      return at !== -1;
    },
    forget: () => {
      told = [];
    },
  };
}
