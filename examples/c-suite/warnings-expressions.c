// What compiles and is seldom meant: places and names of the warnings are gcc's (-Wall).
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
enum state { IDLE, RUN, DONE };
static int table[8];
static struct { unsigned ctrl[4]; char name[8]; } hw;
extern int chk(int) __attribute__((warn_unused_result));
int chk(int n)
{
	return n;
}
int bounds(void)
{
	int local[4] = { 0 };
	int r = 0;
	int *p = &local[4];
	r += table[8];
	table[-1] = 3;
	r += hw.ctrl[4];
	hw.name[8] = 0;
	r += *(local + 5);
	r += "abc"[4];
	return r + (p - local);
}
int order(int i, int *a)
{
	i = i++;
	a[i] = i++;
	i = i + ++i;
	printf("%d %d\n", i, i++);
	a[i++] = a[i];
	i = (i++, i + 1);
	i++ && i--;
	return i++ + i++;
}
int precedence(int a, int b, int c)
{
	int r = 0;
	r += a << b + c;
	r += a + b << c;
	r += a & b + c;
	r += a | b & c;
	r += a ^ b | c;
	r += a == b & c;
	r += a && b || c;
	r += a < b == c;
	r += (a && b) || (c & (a == b));
	if (a)
		if (b)
			r++;
		else
			r--;
	return r;
}
int truth(enum state s, int x, char *buf)
{
	char small[4] = "a";
	switch (s) {
	case IDLE: return 1;
	case RUN: return 2;
	}
	if (!x == 3)
		x--;
	if (x < 1 < 2)
		x++;
	if (x == x)
		x++;
	if (small)
		x++;
	if (&x)
		x++;
	if (buf == "x")
		x++;
	memset(buf, 0, sizeof(buf));
	memset(buf, 4, 0);
	puts(small);
	return x;
}
int guards(int x)
{
	for (int i = 0; i < 3; i++);
		x++;
	while (x > 100)
		x--;
		x++;
	if (x)
		x++;
		x--;
	if (x) x++; x--;
	return x;
}
int *lost(void)
{
	int v = 3;
	return &v;
}
char *lost_too(void)
{
	char v[10];
	return v;
}
int set(int n)
{
	int a, b, c, d, e, f[3], g;
	a = 1; a += 2;
	b = c = n;
	d = 3, e = 4;
	f[0] = 1;
	for (g = 0; n < 3; n++)
		;
	int *p;
	p = &n;
	return 0;
}
int ignored(int n)
{
	chk(n);
	(void)chk(n);
	if (n)
		chk(n);
	n = chk(n), chk(2);
	printf("%s", (void *)"x");
	printf("");
	printf("%5");
	return n;
}
static int nobody(void)
{
	return 3;
}
static int unused_global;
static int *__attribute__((unused)) kept, (*__attribute__((unused)) kept_too)(void);
static int __attribute__((unused)) meant;
int main(void)
{
	printf("%d %d\n", chk(3), guards(4));
	return 0;
}
// expect: warnings-expressions.c:18:12: warning: index 8 is outside the array of 8 elements [-Warray-bounds]
// expect: warnings-expressions.c:19:7: warning: index -1 is outside the array of 8 elements [-Warray-bounds]
// expect: warnings-expressions.c:20:14: warning: index 4 is outside the array of 4 elements [-Warray-bounds]
// expect: warnings-expressions.c:21:9: warning: index 8 is outside the array of 8 elements [-Warray-bounds]
// expect: warnings-expressions.c:22:7: warning: index 5 is outside the array of 4 elements [-Warray-bounds]
// expect: warnings-expressions.c:23:12: warning: index 4 is outside the array of 4 elements [-Warray-bounds]
// expect: warnings-expressions.c:28:4: warning: 'i' is changed and used in one expression, in no order that C defines [-Wsequence-point]
// expect: warnings-expressions.c:29:10: warning: 'i' is changed and used in one expression, in no order that C defines [-Wsequence-point]
// expect: warnings-expressions.c:30:4: warning: 'i' is changed and used in one expression, in no order that C defines [-Wsequence-point]
// expect: warnings-expressions.c:31:24: warning: 'i' is changed and used in one expression, in no order that C defines [-Wsequence-point]
// expect: warnings-expressions.c:32:5: warning: 'i' is changed and used in one expression, in no order that C defines [-Wsequence-point]
// expect: warnings-expressions.c:34:6: warning: value computed is not used [-Wunused-value]
// expect: warnings-expressions.c:35:10: warning: 'i' is changed and used in one expression, in no order that C defines [-Wsequence-point]
// expect: warnings-expressions.c:40:14: warning: '+' binds tighter than '<<' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:41:9: warning: '+' binds tighter than '<<' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:42:13: warning: '+' binds tighter than '&' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:43:13: warning: '&' binds tighter than '|' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:44:9: warning: '^' binds tighter than '|' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:45:9: warning: '==' binds tighter than '&' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:46:9: warning: '&&' binds tighter than '||' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:47:9: warning: '<' binds tighter than '==' here, or comes before it: parentheses would show what is meant [-Wparentheses]
// expect: warnings-expressions.c:49:5: warning: the 'else' belongs to the inner 'if': braces would show which is meant [-Wdangling-else]
// expect: warnings-expressions.c:59:2: warning: 'DONE' has no case in this switch, and there is no default [-Wswitch]
// expect: warnings-expressions.c:63:9: warning: '!' belongs to the left side alone: '!(a == b)' or '(!a) == b' meant? [-Wlogical-not-parentheses]
// expect: warnings-expressions.c:63:9: warning: a truth value, 0 or 1, is compared with 3: the outcome is always the same [-Wbool-compare]
// expect: warnings-expressions.c:65:8: warning: 'a < b < c' compares the outcome of 'a < b', 0 or 1, with c [-Wparentheses]
// expect: warnings-expressions.c:65:12: warning: a truth value, 0 or 1, is compared with 2: the outcome is always the same [-Wbool-compare]
// expect: warnings-expressions.c:67:8: warning: 'x' is compared with itself [-Wtautological-compare]
// expect: warnings-expressions.c:69:6: warning: the address of 'small' is never NULL: this is always true [-Waddress]
// expect: warnings-expressions.c:71:6: warning: the address of 'x' is never NULL: this is always true [-Waddress]
// expect: warnings-expressions.c:73:10: warning: the address of a string is compared, not its characters: strcmp meant? [-Waddress]
// expect: warnings-expressions.c:75:23: warning: the size of a pointer, not of what it points to, is passed to 'memset' [-Wsizeof-pointer-memaccess]
// expect: warnings-expressions.c:76:2: warning: 'memset' of 0 bytes: are value and size the wrong way round? [-Wmemset-transposed-args]
// expect: warnings-expressions.c:82:2: warning: this 'for' does not guard what follows its first statement: braces missing? [-Wmisleading-indentation]
// expect: warnings-expressions.c:84:2: warning: this 'while' does not guard what follows its first statement: braces missing? [-Wmisleading-indentation]
// expect: warnings-expressions.c:87:2: warning: this 'if' does not guard what follows its first statement: braces missing? [-Wmisleading-indentation]
// expect: warnings-expressions.c:90:2: warning: this 'if' does not guard what follows its first statement: braces missing? [-Wmisleading-indentation]
// expect: warnings-expressions.c:96:9: warning: the address of 'v', a local variable, is returned: its memory belongs to others then [-Wreturn-local-addr]
// expect: warnings-expressions.c:101:9: warning: the address of 'v', a local variable, is returned: its memory belongs to others then [-Wreturn-local-addr]
// expect: warnings-expressions.c:105:9: warning: variable 'b' is given a value, and that is never used [-Wunused-but-set-variable]
// expect: warnings-expressions.c:105:15: warning: variable 'd' is given a value, and that is never used [-Wunused-but-set-variable]
// expect: warnings-expressions.c:105:18: warning: variable 'e' is given a value, and that is never used [-Wunused-but-set-variable]
// expect: warnings-expressions.c:105:21: warning: variable 'f' is given a value, and that is never used [-Wunused-but-set-variable]
// expect: warnings-expressions.c:105:27: warning: variable 'g' is given a value, and that is never used [-Wunused-but-set-variable]
// expect: warnings-expressions.c:112:7: warning: variable 'p' is given a value, and that is never used [-Wunused-but-set-variable]
// expect: warnings-expressions.c:118:2: warning: what 'chk' returns is not looked at: it tells whether it failed [-Wunused-result]
// expect: warnings-expressions.c:119:8: warning: what 'chk' returns is not looked at: it tells whether it failed [-Wunused-result]
// expect: warnings-expressions.c:121:3: warning: what 'chk' returns is not looked at: it tells whether it failed [-Wunused-result]
// expect: warnings-expressions.c:122:14: warning: what 'chk' returns is not looked at: it tells whether it failed [-Wunused-result]
// expect: warnings-expressions.c:124:9: warning: the format is empty [-Wformat-zero-length]
// expect: warnings-expressions.c:128:12: warning: function 'nobody' is never used [-Wunused-function]
// expect: warnings-expressions.c:132:12: warning: variable 'unused_global' is never used [-Wunused-variable]
// messages: 54
