/**
 * The idle signal: `<html data-idle="true">` when no request is in flight, no frame is waiting to be drawn and the
 * lab is not running. Tests and screen recorders wait for it instead of sleeping.
 */
let count = 0;
let running = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** A reply leads to a render that may ask again: idle is announced only when that had its chance (ms). */
const SETTLE = 25;

function announce(): void {
  clearTimeout(timer);
  const root = document.documentElement;
  if (count > 0 || running) {
    root.dataset['idle'] = 'false';
    return;
  }
  timer = setTimeout(() => {
    root.dataset['idle'] = 'true';
  }, SETTLE);
}

/** Says that something is under way; call the answer once when it is done. */
export function busy(): () => void {
  count++;
  announce();
  let over = false;
  return () => {
    if (over) return;
    over = true;
    count--;
    announce();
  };
}

export function setRunning(now: boolean): void {
  if (now === running) return;
  running = now;
  announce();
}

/** One drawing per frame, counted as busy until it is drawn; further calls before that are the same drawing. */
export function frameScheduler(draw: () => void): { schedule(): void; stop(): void } {
  let handle = 0;
  let done: (() => void) | null = null;
  const finish = (): void => {
    done?.();
    done = null;
    handle = 0;
  };
  return {
    schedule() {
      if (handle !== 0) return;
      done = busy();
      handle = requestAnimationFrame(() => {
        try {
          draw();
        } finally {
          finish();
        }
      });
    },
    stop() {
      if (handle !== 0) cancelAnimationFrame(handle);
      finish();
    },
  };
}
