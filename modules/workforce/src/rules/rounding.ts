/**
 * Minutes of overtime rounded up to whole steps: with a step of 30, under half an hour counts as
 * half an hour and more as a whole one. A step of 0 rounds nothing.
 */
export function roundedUp(minutes: number, step: number): number {
  return step === 0 ? minutes : Math.ceil(minutes / step) * step;
}
