/**
 * From an untrusted (name, arguments) to a Result: checks both against the contract, runs the handler and turns what
 * it throws into words. Faults of the program are logged here and reach the page without a stack.
 */
import * as v from 'valibot';
import { ARGUMENTS } from '../core/contract';
import type { Arguments, Failure, Replies, RequestName, Result } from '../core/contract';
import { LabRefusal } from '../core/lab/refusal';
import { SessionError } from '../core/session/session-error';
import { FileProblem } from './problem';

/** Runs a request whose arguments have been checked. */
export interface RequestHandler {
  handle<K extends RequestName>(name: K, args: Arguments<K>): Replies[K] | Promise<Replies[K]>;
}

/** Requests that may be made here, for instance only those of the port. */
export type Allowed = (name: RequestName) => boolean;

export type FaultLog = (where: string, fault: unknown) => void;

export async function answer(handler: RequestHandler, name: unknown, args: unknown, log: FaultLog, allowed: Allowed = () => true): Promise<Result<unknown>> {
  if (!isRequest(name) || !allowed(name)) return failure('unknown-request', `there is no request ${shown(name)} here`, 'Use a request of the contract.');
  try {
    const checked = v.safeParse(ARGUMENTS[name], args);
    if (!checked.success) return failure('bad-arguments', `${name}: ${complaint(checked.issues[0])}`, 'Correct the value and try again.');
    return { ok: true, value: await handler.handle(name, checked.output) };
  } catch (fault) {
    return explain(name, fault, log);
  }
}

function isRequest(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(ARGUMENTS, name);
}

function complaint(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue);
  return where === null ? issue.message : `${where}: ${issue.message}`;
}

function explain(name: string, fault: unknown, log: FaultLog): Failure {
  if (fault instanceof LabRefusal) return failure('refused', fault.message, fault.remedy);
  if (fault instanceof FileProblem || fault instanceof SessionError) return failure('file', fault.message, fault.remedy);
  log(name, fault);
  return failure('internal', `${name} failed because of a fault in the program`, 'Save your session under another name and start the program again; the fault is in its log.');
}

function failure(code: Failure['code'], message: string, remedy: string): Failure {
  return { ok: false, code, message, remedy };
}

/** A hostile name must not flood a message. */
function shown(name: unknown): string {
  return typeof name === 'string' ? `'${name.slice(0, 60)}'` : `of type ${typeof name}`;
}
