/**
 * Which of several p values to reject so that the chance of even one false rejection is at most `alpha`, whatever they have
 * to do with each other (Holm 1979): the smallest against alpha / m, the next against alpha / (m - 1), until one fails.
 */
export function rejectByHolm(pValues: readonly number[], alpha: number): boolean[] {
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const rejected = pValues.map(() => false);
  for (const [rank, index] of order.entries()) {
    if ((pValues[index] ?? 1) > alpha / (pValues.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}
