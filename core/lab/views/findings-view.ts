/** What the checks found, with who did it and the line of C that it is about. */
import type { FindingView } from '../../contract';
import { ruleOf } from '../../findings/rules';
import type { Finding } from '../../kernel/finding';
import type { Lab } from '../lab';

const PLACE = /([A-Za-z0-9_][A-Za-z0-9_.-]*\.[ch]):(\d{1,7})(?!\d)/;

/** Those that have been found, and those that lie ahead because the lab went back. */
export function findingsView(lab: Lab): FindingView[] {
  const { muted } = lab.session;
  return [...lab.kernel.findings.map((one) => findingView(lab, one)), ...lab.findingsAhead().map((one) => ({ ...one, ahead: true, muted: muted.includes(one.rule) }))];
}

function findingView(lab: Lab, finding: Finding): FindingView {
  const { session, text } = lab;
  const { id, rule, severity, title, message, remedy, at, entry, bytes } = finding;
  const address = physical(lab, finding.address);
  const chain = entry > 0 ? text.causes(entry) : [];
  const place = chain.map((line) => placeIn(line.detail)).find((found) => found !== null) ?? placeIn(message);
  return { id, rule, severity, title, message, remedy, explanation: ruleOf(rule).explanation, at, entry, isEntry: chain[0]?.at === at, address, bytes, initiator: chain[0]?.initiator ?? '', place, ahead: false, muted: session.muted.includes(rule) };
}

/** Views show physical memory; some checks name what they are about by its kernel address. */
function physical({ machine, kernel }: Lab, address: number | null): number | null {
  if (address === null || machine.map.find(address) !== undefined) return address;
  return kernel.core.space.translate(address)?.pa ?? address;
}

function placeIn(text: string): FindingView['place'] {
  const [, path, line] = PLACE.exec(text) ?? [];
  return path === undefined || line === undefined ? null : { path, line: Number(line) };
}
