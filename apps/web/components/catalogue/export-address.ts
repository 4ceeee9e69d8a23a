type ExportChoice = { noun: string; id: number };

/** Where the file of everything, or of one row and what it needs, is had. */
export const exportAddress = (choice: ExportChoice | null): string =>
  `/api/v1/catalogue/export${choice === null ? "" : `?${choice.noun}_id=${choice.id}`}`;
