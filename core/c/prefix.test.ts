import { describe, expect, it } from 'vitest';
import { Preprocessor } from './preprocess';
import { DiagnosticList, SourceFile } from './source';

const HEADERS: Readonly<Record<string, string>> = {
  '<c>/a.h': '#pragma once\n#include <inner.h>\nint a = INNER + __COUNTER__;\n#ifdef WANTED\nint wanted;\n#endif\n',
  '<c>/b.h': '#pragma once\n#ifdef A_SEEN\nint after_a;\n#endif\nint b = __COUNTER__;\n',
  '<c>/inner.h': '#pragma once\n#define INNER 1\n#define A_SEEN\n',
  '<c>/ends.h': '#define CALL(x) called x\nCALL',
};

function run(text: string, headers = HEADERS, name = 'driver.c'): { words: string; macros: string[]; dependencies: string[]; messages: string } {
  const diagnostics = new DiagnosticList();
  const files = { read: (path: string) => (headers[path] === undefined ? null : { text: headers[path], system: true }) };
  const preprocessor = new Preprocessor({ files, includes: [], defines: [] }, diagnostics, '');
  const words = preprocessor.run(new SourceFile(name, text)).map((t) => t.text).join(' ').trim();
  return { words, macros: [...preprocessor.expander.macros.keys()].filter((name) => !name.startsWith('__')), dependencies: preprocessor.dependencies, messages: diagnostics.render() };
}

/** What a text gives when nothing is kept of earlier ones: a name of its own for each header's text. */
function fresh(text: string, headers = HEADERS): ReturnType<typeof run> {
  return run(text, Object.fromEntries(Object.entries(headers).map(([path, content]) => [path, `${content}/* ${JSON.stringify(text)} */\n`])));
}

describe('headers that were read before', () => {
  it.each([
    ['again', '#include <a.h>\n#include <b.h>\nint mine = __COUNTER__;\n'],
    ['in another order', '#include <b.h>\n#include <a.h>\n'],
    ['after a definition', '#define WANTED\n#include <a.h>\n'],
    ['after a definition between them', '#include <b.h>\n#define WANTED\n#include <a.h>\n'],
    ['after a name is gone', '#include <a.h>\n#undef A_SEEN\n#include <b.h>\n'],
    ['behind a counter', '#include <a.h>\nint mine = __COUNTER__;\n#include <b.h>\n'],
    ['with a macro at the end whose arguments follow', '#include <ends.h>\n(1)\n#include <a.h>\n'],
    ['in a group', '#if 1\n#include <a.h>\n#endif\n#if 0\n#include <b.h>\n#endif\nINNER\n'],
    ['under #pragma pack', '#pragma pack(1)\n#include <a.h>\n'],
  ])('give the same %s', (_, text) => {
    const expected = fresh(text);
    run('#include <a.h>\n#include <b.h>\nint last;\n');
    run('#include <b.h>\n#include <a.h>\n#include <ends.h>\n');
    expect(run(text)).toEqual(expected);
    expect(run(text)).toEqual(expected);
  });

  it('are read again when one that they include is another', () => {
    expect(run('#include <a.h>\n').words).toBe('int a = 1 + 0 ;');
    expect(run('#include <a.h>\n', { ...HEADERS, '<c>/inner.h': '#define INNER 2\n' }).words).toBe('int a = 2 + 0 ;');
    expect(run('#include <a.h>\n').words).toBe('int a = 1 + 0 ;');
  });

  it('are read once for all files, but for those that look at the file that includes them', () => {
    const headers = { '<c>/named.h': 'const char *file = __FILE__, *base = __BASE_FILE__;\n', '<c>/plain.h': 'const char *file = __FILE__;\n' };
    expect(run('#include <named.h>\n', headers, 'one.c').words).toBe('const char * file = "<c>/named.h" , * base = "one.c" ;');
    expect(run('#include <named.h>\n', headers, 'sub/two.c').words).toBe('const char * file = "<c>/named.h" , * base = "sub/two.c" ;');
    // What a macro made in a header is made once.
    const files = { read: (path: string) => ({ text: path === '<c>/made.h' ? '#define ONE 1\nint one = ONE;\n' : '', system: true }) };
    const [first, second] = ['one.c', 'sub/two.c'].map((name) => new Preprocessor({ files, includes: [], defines: [] }, new DiagnosticList(), '').run(new SourceFile(name, '#include <made.h>\n__FILE__\n')));
    expect(second[3]).toBe(first[3]);
    expect([first, second].map((tokens) => tokens.map((t) => t.text).join(' ').trim())).toEqual(['int one = 1 ; "one.c"', 'int one = 1 ; "sub/two.c"']);
  });

  it('keep what the text behind them defines to itself', () => {
    run('#include <a.h>\n#define MINE 1\n#undef INNER\n');
    expect(run('#include <a.h>\nMINE INNER\n').words).toBe('int a = 1 + 0 ; MINE 1');
  });

  it('say again what is wrong in them', () => {
    const wrong = { '<c>/wrong.h': '#error no\n' };
    expect(run('#include <wrong.h>\n', wrong).messages).toContain('#error no');
    expect(run('#include <wrong.h>\n', wrong).messages).toContain('#error no');
  });
});
