import { readNumber } from "#components/form/number-field.tsx";

/** A field left empty is left out, so that the API's default holds. */
export const givenNumber = (key: string, text: string) => {
  const value = readNumber(text);
  return value === null ? {} : { [key]: value };
};
