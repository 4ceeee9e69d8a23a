/** As many as the API takes in one body. */
const MOST_BYTES = 1_000_000;

export type ReadFile = { text: string; refusal: null } | { refusal: string };

/** A file as text with plain line ends; one that cannot be imported says why. */
export async function readImportFile(file: File): Promise<ReadFile> {
  const bytes = file.size.toLocaleString("en-US");
  if (file.size > MOST_BYTES)
    return { refusal: `${file.name} has ${bytes} bytes; at most 1,000,000 can be imported at once. Split it.` };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? notText(file) : { text: text.replaceAll("\r\n", "\n"), refusal: null };
  } catch (cause) {
    if (cause instanceof TypeError) return notText(file);
    return { refusal: `${file.name} could not be read. Check that it is still there, and choose it again.` };
  }
}

const notText = ({ name }: File): ReadFile => ({
  refusal: `${name} is not text in UTF-8. Choose a YAML file, or save it in UTF-8.`,
});
