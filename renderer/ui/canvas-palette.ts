/** The theme's tokens for canvases: read once per theme, by name without the leading dashes. */
import { onScopeDispose, shallowRef } from 'vue';
import type { ShallowRef } from 'vue';

/** Value of a token: `palette('text-soft')`. */
export type Palette = (token: string) => string;

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (token) => {
    let value = known.get(token);
    if (value === undefined) known.set(token, (value = style.getPropertyValue(`--${token}`).trim()));
    return value;
  };
}

/** Changes when the theme changes. */
export function usePalette(): ShallowRef<Palette> {
  const palette = shallowRef(readPalette());
  const renew = (): void => {
    palette.value = readPalette();
  };
  const observer = new MutationObserver(renew);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', renew);
  onScopeDispose(() => {
    observer.disconnect();
    scheme.removeEventListener('change', renew);
  });
  return palette;
}

/** `colour` with an opacity; tokens are written as #rrggbb. */
export function withAlpha(colour: string, alpha: number): string {
  return `${colour}${Math.round(alpha * 255).toString(16).padStart(2, '0')}`;
}

const HATCH_SIZE = 6;
const hatches = new Map<string, CanvasPattern | null>();

/** Diagonal lines, for what must be told apart without colour. */
export function hatch(context: CanvasRenderingContext2D, colour: string, ratio: number): CanvasPattern | string {
  const key = `${colour} ${ratio}`;
  let pattern = hatches.get(key);
  if (pattern === undefined) {
    const tile = document.createElement('canvas');
    const side = Math.round(HATCH_SIZE * ratio);
    tile.width = tile.height = side;
    const pen = tile.getContext('2d');
    if (pen !== null) {
      pen.strokeStyle = colour;
      pen.lineWidth = ratio;
      pen.beginPath();
      for (const shift of [-side, 0, side]) {
        pen.moveTo(shift, side);
        pen.lineTo(shift + side, 0);
      }
      pen.stroke();
    }
    pattern = context.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
    hatches.set(key, pattern);
  }
  return pattern ?? colour;
}
