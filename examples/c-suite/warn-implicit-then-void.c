// gcc: no
// messages: 2
// expect: :8:3: warning: function 'later' is not declared; 'int later()' assumed
// expect: :10:6: warning: 'later' conflicts with its implicit declaration
#include <stdio.h>

int main(void) {
  later(3);
}
void later(int n) { printf("%d\n", n); }
