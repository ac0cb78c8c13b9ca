// expect: cleanup-messages.c:12:2: warning: 'cleanup' does nothing to 'a'
// expect: cleanup-messages.c:13:13: error: 'cleanup' wants the name of a function, and 'nowhere' is not declared
// messages: 2
// exit: 1
static void end(int *p)
{
	(void)p;
}
#define LIVE(f) __attribute__((cleanup(f)))
int main(void)
{
	static int a LIVE(end) = 2;
	int b LIVE(nowhere) = 3;
	return a + b;
}
