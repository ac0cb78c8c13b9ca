/**
 * A canvas that keeps the size of its box in device pixels and is drawn at most once a frame. The drawing gets a
 * context whose unit is the CSS pixel. Counted as busy while a frame is waiting, so that tests see finished pictures.
 */
import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { frameScheduler } from '../idle';

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

export interface CanvasSurface {
  /** Size of the box; 0 × 0 until it is laid out. */
  readonly size: ShallowRef<{ readonly width: number; readonly height: number }>;
  invalidate(): void;
}

export function useCanvasSurface(canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>, draw: (surface: Surface) => void): CanvasSurface {
  const size = shallowRef({ width: 0, height: 0 });
  const frame = frameScheduler(() => {
    const element = canvas.value;
    const context = element?.getContext('2d') ?? null;
    const { width, height } = size.value;
    if (element === null || context === null || width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== across) element.width = across;
    if (element.height !== down) element.height = down;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw({ context, width, height, ratio });
  });
  const observer = new ResizeObserver(([box]) => {
    const { width, height } = box.contentRect;
    /** A hidden panel: what it showed is kept as it is. */
    if (width < 1 || height < 1) return;
    size.value = { width: Math.floor(width), height: Math.floor(height) };
    frame.schedule();
  });
  let watched: MediaQueryList | null = null;
  const ratioChanged = (): void => {
    watched?.removeEventListener('change', ratioChanged);
    watched = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    watched.addEventListener('change', ratioChanged);
    frame.schedule();
  };
  watch(canvas, (element, before) => {
    if (before) observer.unobserve(before);
    if (element !== null) observer.observe(element);
  }, { flush: 'post', immediate: true });
  onMounted(ratioChanged);
  onBeforeUnmount(() => {
    observer.disconnect();
    watched?.removeEventListener('change', ratioChanged);
    frame.stop();
  });
  return { size, invalidate: () => frame.schedule() };
}
