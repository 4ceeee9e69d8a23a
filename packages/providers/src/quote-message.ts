/** What a provider said, in quotation marks; the sentence it stands in brings the full stop. */
export const quoteMessage = (message: string): string => `"${message.replace(/\.\s*$/, "")}"`;
