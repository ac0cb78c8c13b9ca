/**
 * The renderer's one way to the lab: typed requests and events over `window.lab` (made by the preload). Large and
 * frequent replies travel over a message port that the preload posts to the page; until it arrives, and for all
 * other requests, the bridge's invoke is used.
 */
import { WINDOW_REQUESTS } from '../core/contract';
import type { Arguments, Events, Failure, LabStatus, Replies, RequestName, Result } from '../core/contract';
import { busy } from './idle';

export interface LabBridge {
  request(name: string, args: unknown): Promise<Result<unknown>>;
  on(event: string, listener: (payload: unknown) => void): () => void;
  /** Opens a file that was dropped on the window. */
  openDropped?(file: File): Promise<Result<LabStatus | null>>;
}

declare global {
  interface Window {
    lab: LabBridge;
  }
}

/** A request that was answered with a failure. */
export class LabError extends Error {
  override readonly name = 'LabError';
  constructor(
    readonly code: Failure['code'],
    message: string,
    readonly remedy: string | undefined,
  ) {
    super(message);
  }
}

interface PortAnswer {
  id: number;
  result: Result<unknown>;
}

const overPort = new Set<RequestName>(WINDOW_REQUESTS);
const waiting = new Map<number, (result: Result<unknown>) => void>();
let port: MessagePort | null = null;
let lastId = 0;

/** Takes the port that carries window requests; a newer port replaces an older one. */
export function usePort(next: MessagePort): void {
  port?.close();
  const lost: Failure = { ok: false, code: 'internal', message: 'The connection to the lab was renewed while it was answering.', remedy: 'The view asks again by itself.' };
  for (const answer of waiting.values()) answer(lost);
  waiting.clear();
  port = next;
  next.onmessage = (event: MessageEvent<PortAnswer>) => {
    const answer = waiting.get(event.data.id);
    waiting.delete(event.data.id);
    answer?.(event.data.result);
  };
}

/** Waits for the preload to post the port to this page. */
export function listenForPort(page: Window): void {
  page.addEventListener('message', (event) => {
    const [first] = event.ports;
    if (event.source === page && event.data === 'lab-port' && first !== undefined) usePort(first);
  });
}

function send(name: RequestName, args: unknown): Promise<Result<unknown>> {
  if (port === null || !overPort.has(name)) return window.lab.request(name, args);
  const through = port;
  return new Promise((resolve) => {
    const id = ++lastId;
    waiting.set(id, resolve);
    through.postMessage({ id, name, args });
  });
}

function opened<T>(result: Result<unknown>): T {
  if (!result.ok) throw new LabError(result.code, result.message, result.remedy);
  return result.value as T;
}

export async function request<K extends RequestName>(name: K, args: Arguments<K>): Promise<Replies[K]> {
  const done = busy();
  try {
    // A reactive object cannot leave the page; arguments are flat.
    return opened<Replies[K]>(await send(name, { ...args }));
  } finally {
    done();
  }
}

/** Opens a dropped file; null when the bridge cannot. */
export async function openDropped(file: File): Promise<LabStatus | null> {
  const done = busy();
  try {
    return window.lab.openDropped === undefined ? null : opened<LabStatus | null>(await window.lab.openDropped(file));
  } finally {
    done();
  }
}

export function onEvent<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.lab.on(event, (payload) => listener(payload as Events[E]));
}
