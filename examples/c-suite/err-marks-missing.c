// exit: 1
// messages: 11
// A mark is missing at the end of a line, or before what can only begin anew: each place is told, and all else is read.
struct dev { int a
	int b; };
static int x = 5
static int y;
int f(int n)
{
	int s = 0
	for (int i = 0; i < n; i++)
		s += i
	s = s * 2
	do { s--; } while (s > 3)
	return s + x + y
}
int g(struct dev *d) { int k = d->b, m = nope; if (k) return m }
typedef int word
word z;
int main(void) { return f(2) }
// expect: err-marks-missing.c:4:19: error: ';' expected after a member before 'int'
// expect: err-marks-missing.c:6:17: error: ';' expected after the declaration before 'static'
// expect: err-marks-missing.c:10:11: error: ';' expected after the declaration before 'for'
// expect: err-marks-missing.c:12:9: error: ';' expected after the statement before 's'
// expect: err-marks-missing.c:13:11: error: ';' expected after the statement before 'do'
// expect: err-marks-missing.c:14:27: error: ';' expected after 'do ... while' before 'return'
// expect: err-marks-missing.c:15:18: error: ';' expected after 'return' before '}'
// expect: err-marks-missing.c:17:42: error: 'nope' is not declared
// expect: err-marks-missing.c:17:63: error: ';' expected after 'return' before '}'
// expect: err-marks-missing.c:18:17: error: ';' expected after the declaration before 'word'
// expect: err-marks-missing.c:20:29: error: ';' expected after 'return' before '}'
