/** Which shipped sessions a typed text means, by subject. */
import type { ShippedSession } from '../../core/contract';

export interface SessionGroup {
  readonly subject: string;
  readonly sessions: readonly ShippedSession[];
}

/** Every word must occur in the name, the title, the subject or the summary; the order of the list stays. */
export function searchSessions(text: string, sessions: readonly ShippedSession[]): SessionGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const groups: { subject: string; sessions: ShippedSession[] }[] = [];
  for (const session of sessions) {
    const all = `${session.name} ${session.title} ${session.subject} ${session.summary}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const last = groups.at(-1);
    if (last?.subject === session.subject) last.sessions.push(session);
    else groups.push({ subject: session.subject, sessions: [session] });
  }
  return groups;
}
