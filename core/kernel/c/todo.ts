/** What a C thread asked for when it stopped, as plain data: the CPU does it in its next step, at the right cycle. */
import type { Fault } from '../../c/machine';
import { faultReport } from '../../c/machine';
import { place } from '../../c/source';
import type { AccessRequest } from '../bus-unit';
import type { CFault, Plain } from '../operations';
import type { CStop } from './runtime';

export type CTodo =
  | { readonly kind: 'access'; readonly request: AccessRequest }
  | { readonly kind: 'call'; readonly name: string; readonly address: number; readonly args: readonly number[]; readonly path?: string }
  | { readonly kind: 'returned'; readonly value: number; readonly high: number }
  | { readonly kind: 'fault'; readonly fault: CFault };

type Asking = Exclude<CStop, { kind: 'budget' }>;

/** A CTodo, typed as frames keep their variables. */
export function todoOf(stop: Asking): Plain {
  return todo(stop) as unknown as Plain;
}

function todo(stop: Asking): CTodo {
  switch (stop.kind) {
    case 'access':
      return stop;
    case 'call':
      return { kind: 'call', ...stop.request };
    case 'returned':
      return stop;
    case 'fault':
      return { kind: 'fault', fault: plainFault(stop.fault) };
  }
}

export function plainFault(fault: Fault): CFault {
  const { kind, message, address, at } = fault;
  return { kind, message, address: address === null ? null : address >>> 0, place: at === null ? '' : place(at), report: faultReport(fault) };
}
