/** Roughly, in pixels at 12 px: wide for ideographs. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 12 : 6.6), 0);
