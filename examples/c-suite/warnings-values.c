// Values that nobody takes, and comparisons whose outcome is known: places and names of the warnings are gcc's (-Wall).
enum step { FIRST, SECOND };
struct port { unsigned status; volatile unsigned ready; char name[8]; };
extern int probe(void);
extern int maybe(void) __attribute__((weak));
static int values(struct port *p, const char *text, int n, volatile int *reg) {
	p->status;
	p->ready;
	*reg;
	*text++;
	n == 3;
	probe() + 1;
	n && probe();
	n ? probe() : 0;
	n, probe();
	(void)n, probe();
	probe(), n++;
	text[0];
	5;
	n = probe() && n;
	return text - p->name;
}
static int outcomes(struct port *p, enum step s, int n) {
	if (!n & 4) n++;
	if (!n & (n == 4)) n++;
	if (4 & !n) n++;
	if ((n & 4) == 3) n++;
	if ((n | 4) != 3) n++;
	if ((n & 6) == 2) n++;
	if (p->name == 0) n++;
	if (&n != 0) n++;
	if (maybe == 0) n++;
	if (!!n == p->status) n++;
	if (!n == 0) n++;
	n = 2147483647 + 1;
	n = probe() ? 100000 * 100000 : n;
	switch (s) {
	case FIRST: return 1;
	case 7: return 2;
	default: return n;
	}
}
/* one comment that nobody closes
/* another */
// a comment that goes on \
   on the next line
int main(void) {
	struct port p = { 0 };
	int n = 3;
	if (n > 5)
		;
	n = probe();
	goto out;
out: __attribute__((unused))
	return values(&p, p.name, n, &n) + outcomes(&p, FIRST, n);
}
int probe(void) { return 0; }
int maybe(void) { return 0; }
// expect: warnings-values.c:44:1: warning: '/*' inside a comment: is the end of the one before missing? [-Wcomment]
// expect: warnings-values.c:45:27: warning: the backslash at the end of the line makes the next line a part of this comment [-Wcomment]
// expect: warnings-values.c:7:5: warning: statement has no effect [-Wunused-value]
// expect: warnings-values.c:10:2: warning: value computed is not used [-Wunused-value]
// expect: warnings-values.c:11:4: warning: result of '==' is not used; '=' meant? [-Wunused-value]
// expect: warnings-values.c:12:10: warning: value computed is not used [-Wunused-value]
// expect: warnings-values.c:13:4: warning: value computed is not used [-Wunused-value]
// expect: warnings-values.c:15:2: warning: what stands left of ',' has no effect [-Wunused-value]
// expect: warnings-values.c:18:6: warning: statement has no effect [-Wunused-value]
// expect: warnings-values.c:19:2: warning: statement has no effect [-Wunused-value]
// expect: warnings-values.c:24:9: warning: '!' belongs to the left side alone: '!(a & b)' or '!a && b' meant? [-Wparentheses]
// expect: warnings-values.c:27:14: warning: this is always false: the bits of 4 and of 3 do not fit [-Wtautological-compare]
// expect: warnings-values.c:28:14: warning: this is always true: the bits of 4 and of 3 do not fit [-Wtautological-compare]
// expect: warnings-values.c:30:14: warning: the address of 'name' is never NULL: this is always false [-Waddress]
// expect: warnings-values.c:31:9: warning: the address of 'n' is never NULL: this is always true [-Waddress]
// expect: warnings-values.c:35:17: warning: 2147483648 does not fit in 'int': it overflows here [-Woverflow]
// expect: warnings-values.c:36:23: warning: 10000000000 does not fit in 'int': it overflows here [-Woverflow]
// expect: warnings-values.c:39:2: warning: value 7 is none of the enum's [-Wswitch]
// messages: 18
// exit: 2
